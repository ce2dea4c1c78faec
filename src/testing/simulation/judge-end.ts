import { reachable } from './perform.ts'
import type { SimWorld } from './sim-world.ts'

/** After the recovery: tabs agree, the record and the screen say what the server says, nothing is left half done. */
export function judgeEnd(world: SimWorld): void {
  const { ledger: book, checks } = world
  const open = reachable(world).filter((tab) => !checks.left.isWhy(tab))
  const shown = open.map(({ auth }) => ({ status: auth.state.status, context: auth.actor.getSnapshot().context }))
  // Everybody of the device may be shown in a tab of their own.
  const hasMoreAccounts = world.schedule.nemeses.has('moreAccounts')
  const one = shown.find(({ context }) => context.persistence !== 'memory')
  for (const [index, other] of shown.entries()) {
    const agrees =
      world.checks.mayBeLost ||
      other.context.persistence === 'memory' ||
      one === undefined ||
      (hasMoreAccounts && one.context.account !== other.context.account) ||
      (one.context.account === other.context.account &&
        settled(one.status) === settled(other.status) &&
        (!isIn(one.status) || one.context.generation === other.context.generation))
    book.check(
      agrees,
      'tabs disagree',
      () =>
        `one: ${one?.status} ${one?.context.generation}, tab ${open[index]?.number}: ${other.status} ${other.context.generation}`,
    )
    const stored = other.context.account === null ? null : checks.sessionOf(other.context.account)
    const isAlive = stored?.family?.endedBy === null
    const isInMemory = other.context.persistence === 'memory'
    const isTrue = isIn(other.status)
      ? settled(other.status) === 'ACTIVE' && (stored === null || stored.family === null || isAlive)
      : other.status !== 'RESTORING' && !(stored?.isLive === true && isAlive)
    book.check(
      isTrue || isInMemory || world.checks.mayBeLost,
      'state is not the server’s truth',
      () =>
        `tab ${open[index]?.number} shows ${other.status} (${other.context.persistence}); the record is ${JSON.stringify(stored, (name, value: unknown) => (name === 'family' ? stored?.family?.endedBy : value))}`,
    )
  }
  const left = [...world.disk.rows.values()].filter(({ key }) => key.kind === 'intent')
  const isShown = (account: string): boolean => {
    const tabs = shown.filter(({ context }) => context.account === account && context.persistence === 'durable')
    // A renewal that happens to be on its way has its journal.
    return tabs.length > 0 && tabs.every(({ status }) => status === 'ACTIVE')
  }
  book.check(!left.some(({ key }) => isShown(key.account)), 'intent left behind', () => `${left.length}`)
}

function isIn(status: string): boolean {
  return status === 'ACTIVE' || status === 'REFRESHING' || status === 'OFFLINE_STALE'
}

/** A renewal that happens to be on its way at the end says nothing. */
function settled(status: string): string {
  return status === 'REFRESHING' ? 'ACTIVE' : status
}
