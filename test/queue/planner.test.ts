import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { accountHash } from '../../machines/facts.ts'
import type { ItemHead } from '../../src/queue/item.ts'
import { itemStates } from '../../src/queue/item-state.ts'
import type { OriginPause } from '../../src/queue/origin-pause.ts'
import { plan } from '../../src/queue/planner.ts'
import { openStanding } from '../../src/queue/standing.ts'

const now = instant(1_000_000)
let seq = 0

function head(lane: string, more: Partial<ItemHead> = {}): ItemHead {
  seq += 1
  return {
    id: `${lane}-${seq}`,
    account: accountHash('ada'),
    sessionId: 'login',
    revision: 1,
    seq,
    state: 'pending',
    lane,
    origin: 'api',
    capability: null,
    dependsOn: [],
    nextAttemptAt: null,
    postponedAt: null,
    attempts: 0,
    uncertain: false,
    halts: false,
    bytes: 1,
    drainFence: 0,
    firstSentAt: null,
    onlineFor: duration(0),
    trace: null,
    ...more,
  }
}

const planned = (heads: readonly ItemHead[], pauses: Readonly<Record<string, OriginPause>> = {}) => {
  const { lanes, counts } = openStanding(heads, [])
  const { ready, ...facts } = plan(lanes, { now, pauses: new Map(Object.entries(pauses)) })
  return { ready: ready.map(({ id }) => id), facts: { pending: counts.unsent, ...facts } }
}

const pause = (until: number, since = 0): OriginPause => ({
  until: instant(until),
  since: instant(since),
  failures: 1,
  cause: 'silent',
  revision: 1,
})

describe('the plan', () => {
  it('takes the first of each lane, at most four together', () => {
    const heads = ['a', 'a', 'b', 'c', 'd', 'e'].map((lane) => head(lane))
    const [a1, , b, c, d] = heads
    expect(planned(heads)).toEqual({
      ready: [a1?.id, b?.id, c?.id, d?.id],
      facts: { pending: 6, sendable: 5, nextAttemptAt: null },
    })
  })

  it('leaves a lane alone while one of it is on its way', () => {
    const [flying, next, other] = [head('a', { state: 'in_flight' }), head('a'), head('b')]
    expect(planned([flying, next, other])).toMatchObject({ ready: [other.id], facts: { pending: 3, sendable: 1 } })
  })

  it('QU-06 leaves it alone too when an earlier one was given another chance meanwhile', () => {
    const [retried, flying, other] = [head('a'), head('a', { state: 'in_flight' }), head('b')]
    expect(planned([retried, flying, other])).toMatchObject({ ready: [other.id], facts: { pending: 3, sendable: 1 } })
  })

  it.each(itemStates)('decides about a lane whose first is %s', (state) => {
    const [first, second] = [head('a', { state }), head('a')]
    const holds = ['in_flight', 'blocked_auth', 'blocked_upgrade'].includes(state)
    expect(planned([first, second]).ready).toEqual(state === 'pending' ? [first.id] : holds ? [] : [second.id])
  })

  it('says when the earliest waiting lane is due, and lets nothing overtake it', () => {
    const heads = [
      head('a', { nextAttemptAt: instant(now + 9) }),
      head('a'),
      head('b', { nextAttemptAt: instant(now + 5) }),
    ]
    expect(planned(heads)).toEqual({ ready: [], facts: { pending: 3, sendable: 0, nextAttemptAt: now + 5 } })
  })

  it('takes what is due exactly now', () => {
    const due = head('a', { nextAttemptAt: now })
    expect(planned([due]).ready).toEqual([due.id])
  })

  it('waits for an origin that pauses, and tries it with one request when the pause is over', () => {
    const [a, b, other] = [head('a'), head('b'), head('c', { origin: 'elsewhere' })]
    expect(planned([a, b, other], { api: pause(now + 1) })).toEqual({
      ready: [other.id],
      facts: { pending: 3, sendable: 1, nextAttemptAt: now + 1 },
    })
    expect(planned([a, b, other], { api: pause(now) }).ready).toEqual([a.id, other.id])
    const flying = head('d', { state: 'in_flight' })
    expect(planned([flying, a, b], { api: pause(now) }).ready).toEqual([])
  })

  it('holds an item until the transaction that finishes what it depends on lets it go', () => {
    const first = head('a')
    const dependent = head('b', { dependsOn: [first.id] })
    expect(planned([first, dependent]).ready).toEqual([first.id])
    expect(planned([dependent]).ready).toEqual([])
    expect(planned([{ ...dependent, dependsOn: [] }]).ready).toEqual([dependent.id])
  })

  it('asks no clock for the order', () => {
    const [first, second] = [
      head('a', { id: 'z', firstSentAt: instant(9) }),
      head('a', { id: 'a', firstSentAt: instant(1) }),
    ]
    expect(planned([first, second]).ready).toEqual(['z'])
  })

  it('QU-11 does not wait for a moment beyond every schedule: the clock was set back since it was written', () => {
    const month = 30 * 86_400_000
    const far = head('a', { nextAttemptAt: instant(now + month), attempts: 3 })
    expect(planned([far]).ready).toHaveLength(1)
    const near = head('a', { nextAttemptAt: instant(now + 60_000), attempts: 3 })
    expect(planned([near]).ready).toHaveLength(0)
    const paused = { api: pause(now + month) }
    expect(planned([head('b')], paused).ready).toHaveLength(1)
  })

  it('QU-11 does not wait for what was decided in the future: a clock that was half an hour ahead', () => {
    const [ahead, drifted] = [now + 1_800_000, now + 100_000]
    const until = (since: number) => ({ nextAttemptAt: instant(since + 60_000), firstSentAt: instant(since) })
    expect(planned([head('a', until(ahead))]).ready).toHaveLength(1)
    expect(planned([head('a', until(drifted))]).ready).toHaveLength(0)
    expect(planned([head('b')], { api: pause(ahead + 60_000, ahead) }).ready).toHaveLength(1)
    expect(planned([head('b')], { api: pause(drifted + 60_000, drifted) }).ready).toHaveLength(0)
  })

  it('QU-11 looks soon at a blocked item whose look was planned under another clock', () => {
    const blocked = (since: number): ItemHead =>
      head('a', { state: 'blocked_auth', nextAttemptAt: instant(since + 300_000), postponedAt: instant(since) })
    expect(planned([blocked(now)]).facts).toMatchObject({ sendable: 0, nextAttemptAt: now + 300_000 })
    expect(planned([blocked(now + 1_800_000)]).facts).toMatchObject({ sendable: 0, nextAttemptAt: now + 5_000 })
    expect(planned([blocked(now - 300_000)]).facts).toMatchObject({ sendable: 0, nextAttemptAt: null })
  })

  it('QU-11 goes by when the wait was decided, however long ago the first attempt was', () => {
    const tries = (since: number) => ({
      nextAttemptAt: instant(since + 60_000),
      postponedAt: instant(since),
      firstSentAt: instant(now - 3_600_000),
    })
    expect(planned([head('a', tries(now + 1_800_000))]).ready).toHaveLength(1)
    expect(planned([head('a', tries(now + 100_000))]).ready).toHaveLength(0)
    expect(planned([head('a', tries(now))]).facts.nextAttemptAt).toBe(now + 60_000)
    // Written by a version that kept the first attempt only.
    expect(planned([head('a', { ...tries(now + 1_800_000), postponedAt: null })]).ready).toHaveLength(0)
  })
})
