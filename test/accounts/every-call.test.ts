import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'
import type { AccountHash } from '../../machines/facts.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { ends, password, twoPeople, type People } from './people.ts'
import { aWorkingWorld, note, queueOf, type WorkingWorld } from './work.ts'

interface Busy extends People, WorkingWorld {
  readonly ports: FaultyPorts
}

/** Something of Mira's that is under way, in as many calls as it takes. */
interface Flow {
  readonly name: string
  run(busy: Busy): Promise<unknown>
}

const flows: readonly Flow[] = [
  { name: 'a renewal', run: ({ auth, world }) => (auth.report({ kind: 'revoked' }), world.settle()) },
  { name: 'a piece of work', run: ({ auth }) => queueOf(auth).enqueue(note, { text: 'one' }) },
  { name: 'one more sign-in', run: ({ people, world }) => (world.server.signInAs('ana'), people.add(password)) },
]

async function begin(): Promise<Busy> {
  const working = aWorkingWorld({ accessTokenTtl: duration(600_000) })
  const ports = faultyPorts(working.world)
  const both = await twoPeople(working.world, { store: ports.store, identity: working.identity })
  await ends(working.world, both.people.switchTo(both.mira))
  return { ...working, ...both, ports }
}

describe.each(flows)('accounts switched at every call of $name (MA-03)', ({ run }) => {
  it('ends with the one that was picked, and nothing of Mira’s under another name', async () => {
    const whole = await begin()
    const begun = whole.ports.calls.length
    await ends(
      whole.world,
      run(whole).catch(() => null),
    )
    const calls = whole.ports.calls.slice(begun)
    expect(calls.length).toBeGreaterThan(0)
    for (let step = 0; step < calls.length; step += 1) {
      const busy = await begin()
      const { world, ports, auth, people, ben, mira, effects } = busy
      const first = ports.calls.length
      const ofBen = sessionOf(world, ben)
      let switching: Promise<unknown> = Promise.resolve()
      ports.plan((_, made) => {
        if (made === first + step) switching = people.switchTo(ben)
        return null
      })
      const done = run(busy).catch((error: unknown) => error)
      await ends(world, done)
      await ends(world, switching)
      ports.plan(null)
      const where = `call ${step}: ${calls[step]}`
      const wasAdded = people.list().some(({ user }) => user?.id === 'ana')
      const shown = auth.state.user?.id ?? ''
      expect([where, wasAdded ? ['ana', 'ben'] : ['ben']]).toEqual([where, expect.arrayContaining([shown])])
      expect([where, sessionOf(world, ben) === ofBen]).toEqual([where, true])
      await ends(world, people.switchTo(mira))
      await world.advance('2m')
      expect([where, effects.filter((effect) => effect !== 'mira: one')]).toEqual([where, []])
      expect([where, effects.length <= 1, world.server.reuseDetected]).toEqual([where, true, 0])
      world.dispose()
    }
  })
})

/** Whoever is shown may take the lock of their own queue; the session and the work are what nobody else may touch. */
function sessionOf(world: TestWorld, account: AccountHash): string {
  const rows = [...world.disk.rows.values()].filter(({ key }) => key.account === account && key.kind !== 'fence')
  return JSON.stringify(rows.map((row) => ({ ...row, sealed: row.sealed === null ? null : [...row.sealed] })))
}
