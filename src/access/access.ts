import type { AccountHash } from '../../machines/facts.ts'
import type { RefreshOutcome } from '../../machines/outcomes.ts'
import { generation, type Duration, type Generation } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { Host } from '../host.ts'
import type { AccessSource, AccessToken } from '../ports/access.ts'
import type { Flights } from '../refresh/flight.ts'
import type { Held } from '../vault/held-tokens.ts'
import type { AuthView } from '../view.ts'

/** A token this young was not rejected for its age: the resource is wrong, and asking again would not help. */
const young = 30_000

interface Chart {
  readonly view: () => AuthView
  readonly account: () => AccountHash | null
  readonly viewEpoch: () => number
  /** Resolves once the view is as asked; rejects with `disposed` when it can't be any more. */
  readonly until: (holds: (view: AuthView) => boolean) => Promise<void>
  /** The record is being read again after a sleep or a hint; null otherwise. */
  readonly looking: () => Promise<void> | null
}

/** Serves the access token from memory; a valid one costs no chart event, no storage access and no request. */
export function createAccess(host: Host, flights: Flights, chart: Chart, origins: readonly string[]): AccessSource {
  /** Origins that rejected a generation already: a proxy in front of an API must not cost a refresh per request. */
  const rejections = new Map<string, { readonly sessionId: string; readonly generation: Generation }>()
  const { clock } = host.platform
  const carrier = host.identity.kind === 'cookie' ? { carrier: 'cookie' as const } : {}
  const tokenOf = ({ record, generation }: Held): AccessToken => ({
    token: record.accessToken ?? '',
    generation,
    ...carrier,
    ...(record.deviceKeyId === null ? {} : { possession: host.possessions.lend(record, () => keyLost(generation)) }),
  })
  // Its refresh token needs the key as well: the renewal finds that out, and ends the session for it.
  const keyLost = (generation: Generation): void =>
    host.send({ type: 'token.rejected', at: clock.wall(), generation, young: false, repeated: false })

  const live = (minTtl: number): Held | null => {
    const held = host.held.get(chart.account())
    if (held === null || !chart.view().isAuthenticated || held.record.accessToken === null) return null
    const { accessTokenExpiresAt, accessTokenIssuedAt } = held.record
    const wanted = Math.min(minTtl, (accessTokenExpiresAt - accessTokenIssuedAt) / 2)
    return accessTokenExpiresAt - clock.wall() > wanted ? held : null
  }

  /** How the flight under way ends, once the view tells it too: a set that is not written is shown as such before it is served. */
  const landing = async (account: AccountHash): Promise<RefreshOutcome | null> => {
    const outcome = await flights.underWay(account)
    const isTold = (view: AuthView): boolean => view.status !== 'REFRESHING' || chart.account() !== account
    // A context that is over tells nothing any more; whoever asked learns that from its own look.
    await chart.until(isTold).catch(() => {})
    return outcome
  }

  /** A newer set of the session the caller used. Who signed out, or switched to another account meanwhile, gets none. */
  const renewed = async (account: AccountHash, before: Held): Promise<Held | null> => {
    await landing(account)
    const held = host.held.get(account)
    const isStillTheirs = chart.account() === account && chart.view().isAuthenticated && !host.isDisposed()
    return isStillTheirs && held !== null && isNewer(held, before) ? held : null
  }

  const access = async (options: { readonly minTtl?: Duration } = {}): Promise<AccessToken> => {
    const minTtl = options.minTtl ?? 0
    const asker = chart.view().isAuthenticated ? chart.account() : null
    // After a sleep nothing is served unchecked: another tab may have signed out (MT-07, MT-10).
    await chart.looking()
    expectStill(asker)
    const now = live(minTtl)
    if (now !== null) return tokenOf(now)
    do {
      await chart.until(isSettled)
      // A look that the reading had put off; it may lead back to reading.
      await chart.looking()
    } while (!isSettled(chart.view()))
    expectStill(asker)
    const restored = live(minTtl)
    if (restored !== null) return tokenOf(restored)

    const view = chart.view()
    const account = chart.account()
    const epoch = chart.viewEpoch()
    if (view.status === 'OFFLINE_STALE') return offline(view)
    if (account === null || (view.status !== 'ACTIVE' && view.status !== 'REFRESHING')) throw refusalOf(view)
    const before = host.held.get(account)?.generation ?? generation(-1)
    if (view.status === 'ACTIVE') host.send({ type: 'token.wanted', at: clock.wall(), generation: before })
    const outcome = await landing(account)
    // The view of a context that is over says nothing any more, not even that a set is not written yet.
    if (host.isDisposed()) throw new AuthError('disposed')
    if (chart.viewEpoch() !== epoch) throw new AuthError('account_switched')
    expectStill(account)
    const next = live(0)
    if (next !== null) return tokenOf(next)
    throw outcome?.kind === 'busy' ? new AuthError('busy', { retryAt: outcome.refreshDueAt }) : refusalOf(chart.view())
  }

  /** Who is signed in by now may be somebody else, whose token is nothing for what was asked before (MA-02). */
  const expectStill = (asker: AccountHash | null): void => {
    if (asker !== null && chart.account() !== asker && chart.view().isAuthenticated)
      throw new AuthError('account_switched')
  }

  /** Nothing is started here; what is left of the token is served to its end (RF-10). */
  const offline = (view: AuthView): AccessToken => {
    const left = live(0)
    if (left !== null) return tokenOf(left)
    throw refusalOf(view)
  }

  return {
    access,
    rejected: async ({ generation: used, origin, otherSession = false }) => {
      const account = chart.account()
      const held = host.held.get(account)
      if (account === null || held === null || !chart.view().isAuthenticated) return null
      if (held.generation > used) return tokenOf(held)
      const joined = await renewed(account, held)
      if (joined !== null) return tokenOf(joined)
      const age = clock.wall() - held.record.accessTokenIssuedAt
      const last = rejections.get(origin)
      const isRepeated = last?.sessionId === held.sessionId && last.generation === used
      rejections.set(origin, { sessionId: held.sessionId, generation: used })
      // A token from the future shows that the clock was set back; it says nothing about the token's age.
      const isYoung = age >= 0 && age < young && !otherSession
      if (chart.account() !== account) return null
      host.send({ type: 'token.rejected', at: clock.wall(), generation: used, young: isYoung, repeated: isRepeated })
      const next = await renewed(account, held)
      return next === null ? null : tokenOf(next)
    },
    suspected: ({ origin }) => {
      if (origins.includes(origin)) host.send({ type: 'network.suspected', at: clock.wall() })
    },
    origins,
    get signal() {
      return host.held.signal(chart.account())
    },
  }
}

/** Not RESTORING, or held up there by what only the user can end: waiting for it would have no bound. */
function isSettled(view: AuthView): boolean {
  return view.status !== 'RESTORING' || view.isSigningIn || view.waiting !== null
}

function isNewer(held: Held, before: Held): boolean {
  return held.sessionId !== before.sessionId || held.generation > before.generation
}

/** Why this state has no token to give. */
function refusalOf(view: AuthView): AuthError {
  switch (view.status) {
    case 'SIGNED_OUT':
      return new AuthError('signed_out', { reason: view.reason })
    case 'REAUTH_REQUIRED':
      return new AuthError('reauth_required', { reason: view.reason })
    case 'LOCKED':
      return new AuthError('locked', { reason: view.reason })
    case 'OFFLINE_STALE':
      return new AuthError('offline', { reason: view.reason, retryAt: view.retryAt })
    case 'RESTORING':
      return new AuthError('restoring')
    case 'ACTIVE':
    case 'REFRESHING':
      return new AuthError('refresh_failed')
    default:
      return view satisfies never
  }
}
