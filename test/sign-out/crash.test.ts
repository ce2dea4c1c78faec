import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { SignOutOptions } from '../../src/auth.ts'
import type { TestTab, TestWorld } from '../../src/testing/test-world.ts'
import { aWorkingWorld, note, queueOf, type WorkingWorld } from '../accounts/work.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'

interface Leaving {
  readonly name: string
  readonly options: SignOutOptions
  /** Offline, with a note that was written there. */
  readonly works: boolean
}

const ways: readonly Leaving[] = [
  { name: 'hard', options: {}, works: false },
  { name: 'soft', options: { mode: 'soft' }, works: false },
  { name: 'everywhere', options: { mode: 'everywhere' }, works: false },
  { name: 'offline, keeping work', options: { pending: 'keep' }, works: true },
  { name: 'offline, discarding work', options: { pending: 'discard' }, works: true },
]

interface Begun extends WorkingWorld {
  readonly ports: FaultyPorts
  readonly tab: TestTab
  readonly everywhere: string[]
  readonly begun: number
}

async function begin({ works }: Leaving): Promise<Begun> {
  const working = aWorkingWorld({ accessTokenTtl: duration(600_000) })
  const { world } = working
  const everywhere: string[] = []
  const ports = faultyPorts(world)
  const identity = {
    ...working.identity,
    endEverywhere: (...[, subject, context]: Parameters<NonNullable<typeof working.identity.endEverywhere>>) => {
      everywhere.push(subject.subject)
      return Promise.resolve({ ok: true, value: null, at: context.now() } as const)
    },
  }
  const tab = world.open({ store: ports.store, identity })
  await world.settle()
  await world.signIn(tab.auth)
  if (works) {
    world.switchNetwork('offline')
    await world.advance('5s')
    await queueOf(tab.auth).enqueue(note, { text: 'one' })
    await world.settle()
  }
  return { ...working, identity, ports, tab, everywhere, begun: ports.calls.length }
}

const session = (world: TestWorld) => [...world.disk.rows.values()].find(({ key }) => key.kind === 'session')
const work = (world: TestWorld) => [...world.disk.rows.values()].filter(({ key }) => key.kind === 'queue')
const hasKey = (world: TestWorld): boolean => [...world.disk.keys.keys()].some((name) => name !== 'device')

describe.each(ways)('a sign-out, $name', { timeout: 60_000 }, (way) => {
  it('is whole or not begun after a crash at any of its calls, and finished by the next start (SO-03)', async () => {
    const whole = await begin(way)
    whole.tab.auth.signOut(way.options).catch(() => {})
    await whole.world.settle()
    const calls = whole.ports.calls.slice(whole.begun)
    expect(calls.length).toBeGreaterThan(5)
    const finished = new Set<boolean>()
    for (const when of ['before', 'after'] as const) {
      for (let step = 0; step < calls.length; step += 1) {
        const { world, ports, tab, everywhere, begun, identity, effects } = await begin(way)
        let isDead = false
        ports.plan((_, made) => {
          if (isDead) return { do: 'hang', when: 'before' }
          if (made !== begun + step) return null
          isDead = true
          queueMicrotask(() => tab.kill())
          return { do: 'hang', when }
        })
        tab.auth.signOut(way.options).catch(() => {})
        await world.settle()
        await world.advance('10s')
        const where = `${when} call ${step}: ${calls[step]}`
        const isBuried = session(world)?.clear['tombstone'] === true
        finished.add(isBuried)
        world.switchNetwork('online')
        const next = await world.start({ identity })
        await world.advance('2m')
        expect([where, next.state.status]).toEqual([where, isBuried ? 'SIGNED_OUT' : 'ACTIVE'])
        if (!isBuried) continue
        const row = session(world)
        const keeps = way.options.mode === 'soft' || way.options.pending === 'keep'
        expect([where, row?.clear['wiping'], hasKey(world)]).toEqual([where, false, keeps])
        expect([where, row?.sealed === null]).toEqual([where, way.options.mode !== 'soft'])
        expect([where, work(world).length]).toEqual([where, way.options.pending === 'keep' ? 1 : 0])
        expect([where, new Set(world.server.revokedTokens).size]).toEqual([where, 1])
        expect([where, new Set(everywhere).size]).toEqual([where, way.options.mode === 'everywhere' ? 1 : 0])
        expect([where, effects]).toEqual([where, []])
        next.dispose()
      }
    }
    // Both ends of it were seen: before the one transaction, and after.
    expect(finished).toEqual(new Set([false, true]))
  })
})
