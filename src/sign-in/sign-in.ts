import type { AccountHash, Evidence } from '../../machines/facts.ts'
import type { SignInInput, SignInOutcome, SignInProblem } from '../../machines/outcomes.ts'
import { duration, type Duration } from '../../machines/time.ts'
import type { SignInOptions } from '../auth.ts'
import type { Host, IdentityCall } from '../host.ts'
import type { IdentityFailure } from '../ports/exchange.ts'
import type { SignInRequest, SignInStep, TokenGrant } from '../ports/identity.ts'
import { classify } from '../refresh/classification.ts'
import { usableGrant } from '../refresh/usable-grant.ts'
import { parseDuration } from '../time/parse-duration.ts'
import { setBackSince } from '../time/set-back.ts'
import { closeLater } from '../sign-out/close-later.ts'
import { endAccount } from '../sign-out/end-account.ts'
import { loadIndex } from '../vault/account-index.ts'
import type { FreshKey } from '../vault/possessions.ts'
import type { Asked } from './asked.ts'
import { commitLogin, isLive } from './commit-login.ts'
import { storeLogin, takeLogin } from './login-row.ts'

/** Discovery and one token exchange; a person at a popup has no time limit but the window itself. */
const exchangeTimeout = duration(20_000)

/** Does the three phases of a sign-in. Never rejects. */
export async function runSignIn(
  host: Host,
  asked: Pick<Asked, 'peek' | 'take'>,
  input: SignInInput,
  signal: AbortSignal,
): Promise<SignInOutcome> {
  switch (input.phase) {
    case 'prepare':
      return prepare(host, asked.peek(), input, signal)
    case 'complete':
      return complete(host, asked.take(), input, signal)
    case 'callback':
      return resume(host, signal)
    default:
      return input.phase satisfies never
  }
}

function wayOf(host: Host, { via }: SignInOptions): SignInRequest['via'] | null {
  const wanted = via ?? host.identity.ways[0] ?? null
  return wanted !== null && host.identity.ways.includes(wanted) ? wanted : null
}

function requestOf(via: SignInRequest['via'], options: SignInOptions): SignInRequest {
  return {
    via,
    credentials: options.credentials ?? null,
    loginHint: options.loginHint ?? null,
    returnTo: safePath(options.returnTo),
    acrValues: options.acrValues?.join(' ') ?? null,
    maxAge: options.maxAge === undefined ? null : parseDuration(options.maxAge, 'maxAge'),
    prompt: options.prompt ?? null,
  }
}

/** A path of this origin and nothing else (OL-07). */
export function safePath(path: string | undefined): string {
  const base = 'https://base.invalid'
  if (path === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) || !URL.canParse(path, base)) return '/'
  const { origin, pathname, search, hash } = new URL(path, base)
  // Dot segments fall away only now: `/.//host` has become another host's address.
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

async function prepare(
  host: Host,
  options: SignInOptions,
  input: SignInInput,
  signal: AbortSignal,
): Promise<SignInOutcome> {
  const via = wayOf(host, options)
  if (via === null) return failed(host, 'not_supported')
  if (via !== 'redirect') return { kind: 'prepared', at: host.platform.clock.wall(), evidence: 'none' }
  const { navigation } = host.platform
  if (navigation === null) return failed(host, 'not_supported')
  const key = host.possessions.fresh()
  const step = await host.call(beginning(host, key, requestOf(via, options)), { timeout: exchangeTimeout, signal })
  if (!step.ok) return withoutKey(host, key, refused(host, step.failure))
  if (step.value.kind === 'granted') return failed(host, 'unexpected')
  const stored = await storeLogin(host, {
    transaction: step.value.transaction,
    purpose: input.purpose,
    account: input.account,
    keyId: key?.id ?? null,
    tab: tabOf(host),
  })
  if (!stored || key?.hasFailed() === true) return withoutKey(host, key, failed(host, 'storage_failed'))
  if (signal.aborted) return failed(host, 'cancelled')
  navigation.assign(step.value.url)
  return { kind: 'away', at: host.platform.clock.wall(), evidence: 'none' }
}

async function complete(
  host: Host,
  options: SignInOptions,
  input: SignInInput,
  signal: AbortSignal,
): Promise<SignInOutcome> {
  const via = wayOf(host, options)
  if (via === null) return failed(host, 'not_supported')
  const timeout = via === 'popup' ? null : exchangeTimeout
  const begun = host.departures()
  const setBack = setBackSince(host.platform.clock)
  const key = host.possessions.fresh()
  const step = await host.call(beginning(host, key, requestOf(via, options)), { timeout, signal })
  if (!step.ok) return withoutKey(host, key, refused(host, step.failure))
  if (step.value.kind === 'redirect') return failed(host, 'unexpected')
  return store(host, step.value.grant, {
    ...input,
    mayReplace: true,
    begun,
    signal,
    keyId: key?.id ?? null,
    setBack: setBack(),
  })
}

/** A sign-in with a key of its own, where the provider binds what it grants. */
function beginning(host: Host, key: FreshKey | null, request: SignInRequest): IdentityCall<SignInStep> {
  return (context) => host.identity.signIn(request, key === null ? context : { ...context, possession: key.possession })
}

/** Nothing came of it: the key goes. Where it couldn't be made in the first place, that is why. */
async function withoutKey(host: Host, key: FreshKey | null, outcome: SignInOutcome): Promise<SignInOutcome> {
  if (key === null) return outcome
  await host.possessions.discard(key.id)
  return key.hasFailed() ? failed(host, 'storage_failed') : outcome
}

async function resume(host: Host, signal: AbortSignal): Promise<SignInOutcome> {
  const { navigation } = host.platform
  const url = navigation?.url() ?? null
  if (url === null || navigation === null) return failed(host, 'callback_refused')
  const begun = host.departures()
  const login = await takeLogin(host, url)
  // The parameters leave the address bar before anything else can read them (OL-06).
  navigation.replace(safePath(login === null || login === 'expired' ? undefined : login.transaction.returnTo))
  if (login === null || login === 'expired') return failed(host, 'callback_refused')
  const { transaction, purpose, account, keyId, tab } = login
  // Somebody was sent here with it, or a link was opened twice: the sign-in was another tab's, and is over (OL-02).
  const isOthers = tab !== null && tab !== tabOf(host)
  // Signed in meanwhile, in another tab perhaps: only a login that is about more than a session goes on.
  const mayReplace = purpose === 'add_account' || purpose === 'step_up'
  if (isOthers || (!mayReplace && (await isSignedIn(host, purpose === 'reauth' ? account : null)))) {
    if (keyId !== null) await host.possessions.discard(keyId)
    return failed(host, 'callback_refused')
  }
  const setBack = setBackSince(host.platform.clock)
  const granted = await host.call((context) => host.identity.resume(url, transaction, context), {
    timeout: exchangeTimeout,
    signal,
    session: { deviceKeyId: keyId, serverTimeOffset: duration(0) },
  })
  if (!granted.ok) {
    if (keyId !== null) await host.possessions.discard(keyId)
    return refused(host, granted.failure)
  }
  return store(host, granted.value, { purpose, account, mayReplace, begun, signal, keyId, setBack: setBack() })
}

function tabOf({ platform: { navigation, random } }: Host): string | null {
  return navigation?.tab?.(random.id()) ?? null
}

async function isSignedIn(host: Host, again: AccountHash | null): Promise<boolean> {
  if (again !== null) return isLive(host.store(), again)
  const index = await loadIndex(host.store())
  return index.ok && isLive(host.store(), index.value.index.active)
}

interface Completion extends Pick<SignInInput, 'purpose' | 'account'> {
  readonly keyId: string | null
  readonly mayReplace: boolean
  /** The sign-outs of this context when the exchange began. */
  readonly begun: number
  readonly signal: AbortSignal
  /** What the clock lost while the exchange was under way. */
  readonly setBack: Duration
}

async function store(host: Host, granted: TokenGrant, login: Completion): Promise<SignInOutcome> {
  const { purpose, account: expected, mayReplace, begun, signal, keyId } = login
  const at = host.platform.clock.wall()
  const grant = usableGrant(granted, at, login.setBack)
  if (grant === null) return failed(host, 'provider_unavailable', 'answered')
  const hasLeft = (): boolean => host.departures() !== begun
  const isWanted = (): boolean => !hasLeft() && (!signal.aborted || host.isDisposed())
  const done = await commitLogin(host, { grant, at, purpose, expected, mayReplace, isWanted, keyId })
  if (done.kind === 'superseded')
    return failed(host, isWanted() && !mayReplace ? 'callback_refused' : 'cancelled', 'answered')
  if (done.kind !== 'committed') return failed(host, done.kind, 'answered')
  if (hasLeft()) {
    // Signed out between our last look and the commit: the sign-out came later and wins (SO-09).
    const only = host.held.get(done.account)?.sessionId
    const terms = { mode: 'hard', reason: 'user', ...(only === undefined ? {} : { only }) } as const
    const { failure } = await endAccount(host, done.account, terms)
    if (failure !== null) void closeLater(host, done.account, terms).catch(() => {})
    return failed(host, 'cancelled', 'answered')
  }
  // Cancelled too late to undo it: the chart has moved on and is shown the record.
  if (signal.aborted) void host.look()
  const now = host.platform.clock.wall()
  return { kind: 'signed_in', at: now, evidence: 'answered', session: done.factsAt(now) }
}

function failed(host: Host, problem: SignInProblem, evidence: Evidence = 'none'): SignInOutcome {
  return { kind: 'failed', at: host.platform.clock.wall(), evidence, problem }
}

function refused(host: Host, failure: IdentityFailure): SignInOutcome {
  switch (failure.kind) {
    case 'cancelled':
      return failed(host, 'cancelled')
    case 'not_supported':
      return failed(host, 'not_supported')
    case 'callback_refused':
      return failed(host, failure.code === 'denied' ? 'sign_in_refused' : 'callback_refused')
    case 'identity_mismatch':
      return failed(host, 'sign_in_refused', 'answered')
    case 'key_lost':
    case 'key_unavailable':
      return failed(host, 'storage_failed')
    default:
      break
  }
  const { category } = classify(failure, host.identity.profile)
  switch (category) {
    case 'unreachable':
      return failed(host, 'network_unavailable', 'silent')
    case 'captive_portal':
      return failed(host, 'network_unavailable', 'portal')
    case 'discovery_unavailable':
      return failed(host, 'provider_unavailable', 'silent')
    case 'throttled':
    case 'server_unavailable':
    case 'misconfigured':
      return failed(host, 'provider_unavailable', 'answered')
    case 'cancelled':
      return failed(host, 'cancelled')
    default:
      return failed(host, 'sign_in_refused', 'answered')
  }
}
