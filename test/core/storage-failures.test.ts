import { describe, expect, it } from 'vitest'
import type { StoreFailure } from '../../src/ports/store.ts'
import { aWorkingWorld, note, queueOf } from '../accounts/work.ts'
import { always, faultyPorts, type Fault } from './faulty-ports.ts'
import { aWorld, outcomeOf } from './worlds.ts'

type Kind = Exclude<StoreFailure['kind'], 'conflict'> | 'silent'

/** What every class of storage failure does to an app, at the moments it can come (04, storage failures). */
interface Behaviour {
  /** Over a stored session, at start: state, what it waits for, where the next session would live, and the reason told. */
  readonly atStart: readonly [status: string, waiting: string | null, persistence: string, reason: string | null]
  /** The session, once the store is well again and the user comes back to the app. */
  readonly afterwards: 'ACTIVE' | 'SIGNED_OUT'
  /** A renewal whose commit fails. */
  readonly renewal: 'degraded'
  /** What `enqueue` rejects with. */
  readonly enqueue: string
}

const memory = (reason: string) => ['SIGNED_OUT', null, 'memory', reason] as const

const behaviours: Readonly<Record<Kind, Behaviour>> = {
  locked: {
    atStart: ['RESTORING', 'unlock', 'durable', null],
    afterwards: 'ACTIVE',
    renewal: 'degraded',
    enqueue: 'queue_unavailable',
  },
  quota: { atStart: memory('quota'), afterwards: 'ACTIVE', renewal: 'degraded', enqueue: 'quota_exceeded' },
  corrupted: { atStart: memory('corrupted'), afterwards: 'ACTIVE', renewal: 'degraded', enqueue: 'queue_unavailable' },
  blocked: { atStart: memory('blocked'), afterwards: 'ACTIVE', renewal: 'degraded', enqueue: 'queue_unavailable' },
  closed: { atStart: memory('closed'), afterwards: 'ACTIVE', renewal: 'degraded', enqueue: 'queue_unavailable' },
  timeout: { atStart: memory('timeout'), afterwards: 'ACTIVE', renewal: 'degraded', enqueue: 'queue_unavailable' },
  silent: { atStart: memory('timeout'), afterwards: 'ACTIVE', renewal: 'degraded', enqueue: 'queue_unavailable' },
  // Believed for as long as this context lives: there is no such store here.
  impossible: {
    atStart: memory('impossible'),
    afterwards: 'SIGNED_OUT',
    renewal: 'degraded',
    enqueue: 'queue_unavailable',
  },
}

const faultOf = (kind: Kind): Fault => (kind === 'silent' ? { do: 'hang', when: 'before' } : { do: 'fail', kind })

describe.each(Object.entries(behaviours) as [Kind, Behaviour][])('a store that is %s', (kind, behaviour) => {
  it('at start', async () => {
    const world = aWorld()
    const before = world.open()
    await world.settle()
    await world.signIn(before.auth)
    before.kill()
    const ports = faultyPorts(world)
    ports.plan(always('store', faultOf(kind)))
    const { auth } = world.open({ store: ports.store })
    const reasons: (string | null)[] = []
    auth.on('persistence.changed', ({ reason }) => reasons.push(reason))
    await world.advance('2s')
    const { status, persistence } = auth.state
    const waiting = auth.state.status === 'RESTORING' ? auth.state.waiting : null
    expect([status, waiting, persistence, reasons[0] ?? null]).toEqual(behaviour.atStart)

    ports.plan(null)
    world.clock.emit('woke')
    await world.advance('6m')
    expect(auth.state.status).toBe(behaviour.afterwards)
    auth.dispose()
    expect((await world.start()).state.isAuthenticated).toBe(true)
  })

  it('when a renewal wants to be written', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await world.start({ store: ports.store, identity: ports.identity })
    await world.signIn(auth)
    ports.plan((call) => (call === 'store.commit' && ports.calls.includes('identity.refresh') ? faultOf(kind) : null))
    await world.advance('51s')
    await world.advance('10s')
    expect(auth.state).toMatchObject({ isAuthenticated: true, persistence: behaviour.renewal })
    expect(world.server.accepts(await auth.getAccessToken())).toBe(true)
    ports.plan(null)
    await world.advance('2m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    expect(world.server.reuseDetected).toBe(0)
  })

  it('when work wants to be stored: refused, and nothing accepted is lost', async () => {
    const { world, identity, effects } = aWorkingWorld()
    const ports = faultyPorts(world)
    const { auth } = world.open({ store: ports.store, identity })
    await world.settle()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('5s')
    await queueOf(auth).enqueue(note, { text: 'accepted' })
    ports.plan((call) => (call === 'store.commit' ? faultOf(kind) : null))
    const refused = outcomeOf(queueOf(auth).enqueue(note, { text: 'refused' }))
    await world.advance('30s')
    expect(refused.current).toBe(`rejected: ${behaviour.enqueue}`)
    ports.plan(null)
    world.switchNetwork('online')
    await world.advance('5m')
    expect(effects).toEqual(['mira: accepted'])
  })
})
