import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { attempts } from '../../src/testing/simulation/attempts.ts'
import { authorizationServer } from '../../src/testing/simulation/authorization-server.ts'
import { judgeLoss } from '../../src/testing/simulation/oracle.ts'
import { rotations } from '../../src/testing/simulation/rotation.ts'
import { tab } from '../../src/testing/simulation/tab.ts'
import { timeline } from '../../src/testing/simulation/timeline.ts'
import { scene } from './a-world.ts'

interface Asked {
  /** Seconds. */
  readonly sent: number
  readonly gaveUp: number
}

/** A token that the server spent at `spent`, asked about by one awake tab, and presented once more when its grace is over. */
function lossAfter({ spent, asked }: { readonly spent: number; readonly asked: readonly Asked[] }) {
  const rotation = rotations.find(({ name }) => name === 'grace 30 s')
  if (rotation === undefined) throw new Error('Cannot find the rotation profile')
  const server = authorizationServer({ rotation, canary: 'canary', onReuse: () => {} })
  const set = server.open('mira', instant(0))
  server.spend({ set, at: instant(spent * 1000), isGhost: false })
  const known = attempts()
  const only = tab(1, timeline().clock())
  for (const { sent, gaveUp } of asked) {
    const attempt = known.begin(set, only, instant(sent * 1000))
    attempt.settledAt = instant(gaveUp * 1000)
    attempt.end = 'maybe'
  }
  const at = instant((spent + 31) * 1000)
  known.begin(set, only, at)
  return judgeLoss({ set, at, isGhost: false }, [], { rotation, attempts: known, nemeses: new Set() })
}

describe('the oracle', () => {
  it('RC-07 calls a loss avoidable where a lost answer was not followed by another attempt', () => {
    expect(lossAfter({ spent: 0, asked: [{ sent: 0, gaveUp: 1 }] })).toEqual({
      avoidable: 'nobody asked again while the grace was open',
    })
  })

  it('RC-07 calls it avoidable where the attempts of a round came too far apart', () => {
    const asked = [
      { sent: 0, gaveUp: 1 },
      { sent: 4, gaveUp: 5 },
    ]
    expect(lossAfter({ spent: 0, asked })).toHaveProperty('avoidable')
  })

  it('RC-07 calls it unavoidable where the network kept a request for longer than a whole round', () => {
    const asked = [
      { sent: 0, gaveUp: 10 },
      { sent: 10.25, gaveUp: 20 },
    ]
    expect(lossAfter({ spent: 15, asked })).toEqual({ unavoidable: 'grace 30 s, unanswered for a whole round' })
  })
})

describe('the judge of an offline limit', () => {
  it.each([
    ['died with a tab', true, []],
    ['is on the disk', false, ['session ended without cause']],
  ] as const)('looks whether a renewal %s, which nobody knows of otherwise', async (_, dies, found) => {
    let fate: 'works' | 'refuses' | 'is cut' = 'works'
    await scene(
      'none',
      async ({ world, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        if (dies) fate = 'refuses'
        await pass(1_000)
        expect(tab.auth.state.persistence).toBe(dies ? 'degraded' : 'durable')
        world.crash(tab)
        fate = 'is cut'
        const next = world.open()
        // Its clock is ahead, so that it meets the limit early.
        if (!dies) next.clock.jump(100_000)
        await pass(dies ? 100_000 : 60_000)
        expect(next.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
        expect(book.found.map(({ kind }) => kind)).toEqual(found)
      },
      {
        network: (__, method) =>
          fate === 'is cut' && method === 'refresh'
            ? { answer: 'unreachable', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
        store: (__, method) =>
          fate === 'refuses' && method === 'commit' ? { kind: 'fails', failure: { kind: 'closed' } } : null,
      },
      ['crashes', 'outages', 'unreachable'],
      { offlineFor: 120_000 },
    )
  })
})
