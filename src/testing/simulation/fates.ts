import { duration, type Duration } from '../../../machines/time.ts'
import type { Random } from '../../ports/world.ts'
import type { StoreFailure } from '../../ports/store.ts'
import type { Nemesis } from './nemesis.ts'

/** What the network and the server do with one request. */
export interface NetworkFate {
  readonly answer:
    | null
    | 'unreachable'
    | 'lost'
    | 'hang'
    | 'duplicate'
    | '500'
    | '503'
    | '429'
    | 'portal'
    | 'truncated'
    | 'malformed'
    | 'misconfigured'
    | 'interaction'
    | 'other subject'
    | 'no refresh token'
  /** Milliseconds to the server and back. */
  readonly there: number
  readonly back: number
  /** The server does its work before it answers like this. */
  readonly acts: boolean
  readonly retryAfter: Duration | null
}

/** What the disk does with one call. `unheard`: it does its work and reports a failure. */
export type StoreFate =
  | { readonly kind: 'works'; readonly takes: number }
  | { readonly kind: 'fails' | 'unheard'; readonly failure: StoreFailure }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'crashes before' | 'crashes after' }

export type StoreMethod = 'read' | 'commit' | 'wipe' | 'keys'
export type NetworkMethod = 'signIn' | 'refresh' | 'revoke' | 'fetchUser' | 'work'

/** How a whole disk is out of order for a while. */
export const outages = ['refuses', 'fails', 'is locked', 'is slow', 'writes unheard'] as const
export type Outage = (typeof outages)[number]

/** What an outage does with one call; null where it goes as always. */
export function outageFate(kind: Outage, method: StoreMethod): StoreFate | null {
  const closed = { failure: { kind: 'closed' } } as const
  switch (kind) {
    case 'refuses':
      return method === 'commit' ? { kind: 'fails', ...closed } : null
    case 'fails':
      return method === 'keys' ? null : { kind: 'fails', ...closed }
    case 'is locked':
      return { kind: 'fails', failure: { kind: 'locked' } }
    case 'is slow':
      return method === 'keys' ? null : { kind: 'works', takes: 2_500 }
    case 'writes unheard':
      return method === 'commit' ? { kind: 'unheard', ...closed } : null
    default:
      return kind satisfies never
  }
}

/** Draws fates from a stream of its own; only what this seed's nemeses allow. */
export interface Fates {
  network(method: NetworkMethod): NetworkFate & { readonly by: Nemesis | null }
  store(method: StoreMethod): StoreFate & { readonly by: Nemesis | null }
}

const troubles: readonly (readonly [Nemesis, NetworkFate['answer'], boolean])[] = [
  ['unreachable', 'unreachable', false],
  ['lostAnswers', 'lost', true],
  ['hangs', 'hang', true],
  ['duplicates', 'duplicate', true],
  ['serverErrors', '500', false],
  ['serverErrors', '500', true],
  ['serverErrors', '503', false],
  ['throttling', '503', false],
  ['throttling', '429', false],
  ['portal', 'portal', false],
  ['garbage', 'truncated', true],
  ['garbage', 'malformed', true],
  ['misconfigured', 'misconfigured', false],
  ['interaction', 'interaction', false],
  ['otherSubject', 'other subject', true],
  ['omitsRefreshToken', 'no refresh token', true],
]

/** Rare by themselves, else no session lives long enough to meet anything else. */
const rare: ReadonlySet<Nemesis> = new Set(['misconfigured', 'interaction', 'otherSubject'])

const failures: readonly StoreFailure['kind'][] = ['quota', 'closed', 'timeout', 'blocked']

export function fates(random: Random, on: ReadonlySet<Nemesis>): Fates {
  const possible = troubles.filter(([nemesis]) => on.has(nemesis))
  const pick = <Value>(from: readonly Value[]): Value | undefined => from[Math.floor(random.unit() * from.length)]
  return {
    network(method) {
      const isSlow = on.has('slowNetwork')
      const there = isSlow ? Math.floor(random.unit() * 4_000) : 20 + Math.floor(random.unit() * 60)
      const isLate = on.has('lateArrivals') && random.unit() < 0.05
      const base = { there: isLate ? there + 15_000 : there, back: 20 + Math.floor(random.unit() * 60) }
      const proper = { answer: null, acts: true, retryAfter: null, by: null, ...base } as const
      if (random.unit() >= 0.45) return isLate ? { ...proper, by: 'lateArrivals' } : proper
      const chosen = pick(possible)
      if (chosen === undefined) return proper
      const [by, answer, acts] = chosen
      if (rare.has(by) && (method !== 'refresh' || random.unit() < 0.8)) return proper
      if (answer === 'duplicate' && method !== 'refresh' && method !== 'work') return proper
      const retryAfter = by === 'throttling' ? duration(1_000 + Math.floor(random.unit() * 60_000)) : null
      return { answer, acts, retryAfter, by, ...base }
    },
    store(method) {
      if (on.has('crashes') && random.unit() < 0.004) {
        return { kind: random.unit() < 0.5 ? 'crashes before' : 'crashes after', by: 'crashes' }
      }
      if (method === 'keys') {
        return on.has('locked') && random.unit() < 0.01
          ? { kind: 'fails', failure: { kind: 'locked' }, by: 'locked' }
          : { kind: 'works', takes: 0, by: null }
      }
      if (on.has('storeHangs') && random.unit() < 0.01) return { kind: 'hangs', by: 'storeHangs' }
      if (on.has('locked') && random.unit() < 0.02) return { kind: 'fails', failure: { kind: 'locked' }, by: 'locked' }
      if (on.has('storeFails') && random.unit() < 0.05) {
        return { kind: 'fails', failure: { kind: failureKind(pick(failures)) }, by: 'storeFails' }
      }
      if (on.has('commitUnheard') && method === 'commit' && random.unit() < 0.05) {
        return { kind: 'unheard', failure: { kind: 'closed' }, by: 'commitUnheard' }
      }
      if (on.has('slowStore')) return { kind: 'works', takes: Math.floor(random.unit() ** 4 * 3_000), by: 'slowStore' }
      return { kind: 'works', takes: 0, by: null }
    },
  }
}

function failureKind(kind: StoreFailure['kind'] | undefined): Exclude<StoreFailure['kind'], 'conflict'> {
  return kind === undefined || kind === 'conflict' ? 'closed' : kind
}
