import { duration, instant, type Duration, type Instant } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Bound, Possession, TokenBinding } from '../ports/possession.ts'
import type { Store } from '../ports/store.ts'
import type { Clock, Random } from '../ports/world.ts'
import { discardProof, pendingProof, pendingUntil, sweepProofs } from './proof-rows.ts'

type KeyTrouble = { readonly kind: 'key_lost' | 'key_unavailable' }
type Opened = Outcome<Possession, KeyTrouble>

/** A key for one login. */
export interface FreshKey {
  readonly id: string
  /** Makes the key when it is first used: a popup has to open before anything is waited for. */
  readonly possession: Possession
  /** The device couldn't make or keep it. */
  hasFailed(): boolean
}

/** The keys that this device's tokens are bound to (RFC 9449), as this context uses them. */
export interface Possessions {
  open(bound: Bound): Promise<Opened>
  /** The same, opened when it is first used. Rejects with an AuthError where it can't be; `lost` hears that it never will. */
  lend(bound: Bound, lost: () => void): Possession
  /** Null where the provider binds nothing. */
  fresh(): FreshKey | null
  discard(id: string): Promise<void>
}

interface Lent {
  readonly binding: TokenBinding | null
  readonly store: () => Store
  readonly clock: Clock
  readonly random: Random
}

/** More sessions than anybody opens in one context between two starts. */
const mostOpen = 16

/** Nonces live as long as the opened key does: for this context. */
export function createPossessions({ binding, store, clock, random }: Lent): Possessions {
  const opened = new Map<string, Possession>()
  const offsets = new Map<string, Duration>()

  const join = (id: string, pair: CryptoKeyPair): Possession | null => {
    const joined = binding?.possession(pair, { now: () => serverTime(clock.wall(), offsets.get(id)) }) ?? null
    if (joined === null) return null
    const [oldest] = opened.keys()
    if (opened.size >= mostOpen && oldest !== undefined) opened.delete(oldest)
    opened.set(id, joined)
    return joined
  }

  const open = async ({ deviceKeyId: id, serverTimeOffset }: Bound): Promise<Opened> => {
    const answer = (value: Possession): Opened => ({ ok: true, value, at: clock.wall() })
    const refuse = (kind: KeyTrouble['kind']): Opened => ({ ok: false, failure: { kind }, at: clock.wall() })
    if (id === null) return refuse('key_lost')
    offsets.set(id, serverTimeOffset)
    const known = opened.get(id)
    if (known !== undefined) return answer(known)
    const found = await store().keys.proofs?.find(id)
    if (found?.ok === false && found.failure.kind !== 'key_lost') return refuse('key_unavailable')
    const joined = found === undefined || !found.ok ? null : (opened.get(id) ?? join(id, found.value))
    return joined === null ? refuse('key_lost') : answer(joined)
  }

  const make = async (id: string): Promise<Possession | null> => {
    const now = clock.wall()
    await sweepProofs(store(), now)
    const filed = await store().commit([], [pendingProof(id, pendingUntil(now))])
    const made = filed.ok ? await store().keys.proofs?.make(id) : undefined
    if (made?.ok !== true) return null
    const key = await open({ deviceKeyId: id, serverTimeOffset: duration(0) })
    return key.ok ? key.value : null
  }

  return {
    open,
    lend: (bound, lost) =>
      lazily(async () => {
        const key = await open(bound)
        if (key.ok) return key.value
        if (key.failure.kind === 'key_unavailable') throw new AuthError('key_unavailable')
        lost()
        throw new AuthError('reauth_required', { reason: 'key_lost' })
      }),
    fresh: () => {
      if (binding === null) return null
      const id = random.id()
      let making: Promise<Possession | null> | null = null
      let hasFailed = false
      const possession = lazily(async () => {
        making ??= make(id)
        const made = await making
        hasFailed = made === null
        if (made === null) throw new AuthError('key_unavailable')
        return made
      })
      return { id, possession, hasFailed: () => hasFailed }
    },
    discard: async (id) => {
      opened.delete(id)
      offsets.delete(id)
      await discardProof(store(), id)
    },
  }
}

function lazily(find: () => Promise<Possession>): Possession {
  return {
    thumbprint: () =>
      find().then(
        (key) => key.thumbprint(),
        () => null,
      ),
    send: async (request, transmit) => (await find()).send(request, transmit),
  }
}

function serverTime(wall: Instant, offset: Duration | undefined): Instant {
  return instant(wall + (offset ?? 0))
}
