import { reachable } from './perform.ts'
import type { SimWorld } from './sim-world.ts'

/** After the last trouble, everything has this long to come right again. */
const recovery = 600_000

/** Nothing goes wrong any more: the network is there, contexts run, the account is in good standing, the user looks at it. */
export async function recover(world: SimWorld): Promise<void> {
  world.troubled = false
  world.online(true)
  for (const subject of [...world.server.disabled]) world.server.disable(subject, false)
  // One that was disposed while it was frozen has promises to settle, too.
  for (const tab of world.tabs) if (tab.alive) tab.thaw()
  await world.run(world.time.now + 15_000)
  if (reachable(world).length === 0) world.open()
  for (const tab of reachable(world)) tab.clock.emit('woke')
  await world.run(world.time.now + recovery)
  for (const tab of reachable(world)) tab.clock.emit('woke')
  await world.run(world.time.now + 20_000)
  // A hint is looked at a quarter of a second later; one that came just now has not been yet.
  const generations = new Set(reachable(world).map(({ auth }) => auth.actor.getSnapshot().context.generation))
  if (generations.size > 1) await world.run(world.time.now + 500)
}

/** Every tab is disposed; after a minute nothing of it is left. */
export async function close(world: SimWorld): Promise<void> {
  const open = reachable(world)
  for (const tab of open) tab.dispose(world.time.now)
  await world.run(world.time.now + 60_000)
  for (const tab of open) {
    world.ledger.check(world.namesHeldBy(tab) === 0, 'lock left behind', () => `by tab ${tab.number}`)
    world.ledger.check(tab.clock.pending === 0, 'timer left behind', () => `${tab.clock.pending} in tab ${tab.number}`)
  }
  world.end()
}
