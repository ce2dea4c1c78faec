import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountHash } from '../../machines/facts.ts'
import { duration, instant } from '../../machines/time.ts'
import type { ItemHead } from '../../src/queue/item.ts'
import { itemStates, needsAttention } from '../../src/queue/item-state.ts'
import type { OriginPause } from '../../src/queue/origin-pause.ts'
import { plan } from '../../src/queue/planner.ts'
import { openStanding, type Standing } from '../../src/queue/standing.ts'
import { plainPlan } from './plain-plan.ts'

const now = instant(1_000)

const heads: fc.Arbitrary<ItemHead> = fc
  .record({
    seq: fc.integer({ min: 1, max: 30 }),
    lane: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    origin: fc.constantFrom('here', 'there'),
    state: fc.oneof(
      { weight: 5, arbitrary: fc.constant('pending' as const) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...itemStates.filter((state) => state !== 'done' && state !== 'cancelled')),
      },
    ),
    halts: fc.boolean(),
    dependsOn: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { arbitrary: fc.constant(['1']), weight: 1 }),
    nextAttemptAt: fc.constantFrom(null, null, instant(500), instant(1_000), instant(1_500), instant(2_000)),
    uncertain: fc.boolean(),
    firstSentAt: fc.constantFrom(null, instant(800), instant(200_000)),
    postponedAt: fc.constantFrom(null, instant(900), instant(200_000)),
  })
  .map((some) => ({
    ...some,
    id: String(some.seq),
    account: accountHash('ada'),
    sessionId: 'login',
    revision: 1,
    capability: null,
    attempts: 0,
    bytes: some.seq,
    drainFence: 0,
    onlineFor: duration(0),
    trace: null,
  }))

type Step = { readonly do: 'put'; readonly head: ItemHead } | { readonly do: 'remove' | 'hide'; readonly id: string }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: heads.map((head) => ({ do: 'put' as const, head })) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('remove', 'remove', 'hide'), id: fc.nat(30).map(String) }),
    },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
)

const pauses = fc
  .uniqueArray(fc.tuple(fc.constantFrom('here', 'there'), fc.constantFrom(900, 1_000, 1_200)), {
    selector: ([origin]) => origin,
  })
  .map(
    (all) =>
      new Map(
        all.map(([origin, until]): [string, OriginPause] => [
          origin,
          { until: instant(until), since: instant(0), failures: 1, cause: 'silent', revision: 1 },
        ]),
      ),
  )

function live(life: readonly Step[], standing: Standing): readonly ItemHead[] {
  const all = new Map<string, ItemHead>()
  const hidden = new Set<string>()
  for (const step of life) {
    if (step.do === 'put') {
      standing.put(step.head)
      all.set(step.head.id, step.head)
    } else if (step.do === 'remove') {
      standing.remove(step.id)
      all.delete(step.id)
    } else {
      standing.hide(step.id)
      hidden.add(step.id)
    }
  }
  return [...all.values()].filter(({ id }) => !hidden.has(id))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0)

describe('what a book keeps up to date', () => {
  it('is what reading all heads anew would say, plan and counts', () => {
    const seen = { ready: 0, waiting: 0, paused: 0, flying: 0 }
    fc.assert(
      fc.property(steps, pauses, (life, paused) => {
        const standing = openStanding([], [])
        const left = live(life, standing)
        const { ready, ...facts } = plan(standing.lanes, { now, pauses: paused })
        const { counts } = standing
        const plain = plainPlan(left, { now, pauses: paused })
        expect({ ready: ready.map(({ id }) => id), facts: { pending: counts.unsent, ...facts } }).toEqual(plain)
        expect(counts).toMatchObject({ total: left.length, bytes: sum(left.map(({ bytes }) => bytes)) })
        expect(sum([...counts.byState.values()])).toBe(left.length)
        expect([...standing.heads()].map(({ id }) => id).sort()).toEqual(left.map(({ id }) => id).sort())
        for (const id of ['1', '2']) {
          const needing = [...live(life, openStanding([], []))].filter(({ dependsOn }) => dependsOn.includes(id))
          expect(standing.needing(id).filter((head) => !standing.hidden.has(head.id))).toHaveLength(needing.length)
        }
        seen.ready += ready.length
        seen.waiting += facts.nextAttemptAt === null ? 0 : 1
        seen.paused += paused.size
        seen.flying += standing.lanes.flying.size
      }),
      { numRuns: 2_000 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500)
  })

  it('differs where one change is forgotten (planted)', () => {
    expect(() =>
      fc.assert(
        fc.property(steps, (life) => {
          const standing = openStanding([], [])
          const forgetful: Standing = { ...standing, remove: () => {}, counts: standing.counts }
          const left = live(life, forgetful)
          expect(plan(standing.lanes, { now, pauses: new Map() }).sendable).toBe(
            plainPlan(left, { now, pauses: new Map() }).facts.sendable,
          )
        }),
        { numRuns: 2_000 },
      ),
    ).toThrow(/Property failed/)
  })

  it('counts what needs the user by its state', () => {
    const standing = openStanding([], [])
    const left = fc.sample(heads, { numRuns: 100, seed: 7 })
    for (const head of left) standing.put(head)
    const last = new Map(left.map((head) => [head.id, head]))
    const attention = [...last.values()].filter(({ state }) => needsAttention(state)).length
    expect(sum([...standing.counts.byState].map(([state, count]) => (needsAttention(state) ? count : 0)))).toBe(
      attention,
    )
    expect(attention).toBeGreaterThan(0)
  })
})
