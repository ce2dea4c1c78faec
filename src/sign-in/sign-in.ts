import type { Evidence } from '../../machines/facts.ts'
import type { SignInInput, SignInOutcome, SignInProblem } from '../../machines/outcomes.ts'
import { duration } from '../../machines/time.ts'
import type { SignInOptions } from '../auth.ts'
import type { Host } from '../host.ts'
import type { IdentityFailure } from '../ports/exchange.ts'
import type { SignInRequest, TokenGrant } from '../ports/identity.ts'
import { classify } from '../refresh/classification.ts'
import { commitLogin } from './commit-login.ts'
import { storeLogin, takeLogin } from './login-row.ts'

/** Discovery and one token exchange; a person at a popup has no time limit but the window itself. */
const exchangeTimeout = duration(20_000)

/** What `auth.signIn` was asked for. Held outside the chart, because credentials are secret. */
export interface Asked {
  take(): SignInOptions
  peek(): SignInOptions
}

/** Does the three phases of a sign-in. Never rejects. */
export async function runSignIn(
  host: Host,
  asked: Asked,
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
    acrValues: null,
    maxAge: null,
    prompt: null,
  }
}

/** A path of this origin and nothing else (OL-07). */
export function safePath(path: string | undefined): string {
  const base = 'https://base.invalid'
  if (path === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) || !URL.canParse(path, base)) return '/'
  const resolved = new URL(path, base)
  return resolved.origin === base ? resolved.pathname + resolved.search + resolved.hash : '/'
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
  const step = await host.identity.signIn(requestOf(via, options), host.call(exchangeTimeout, signal))
  if (!step.ok) return refused(host, step.failure)
  if (step.value.kind === 'granted') return failed(host, 'unexpected')
  const stored = await storeLogin(host, {
    transaction: step.value.transaction,
    purpose: input.purpose,
    account: input.account,
  })
  if (!stored) return failed(host, 'storage_failed')
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
  const patience = via === 'popup' ? null : exchangeTimeout
  const step = await host.identity.signIn(requestOf(via, options), host.call(patience, signal))
  if (!step.ok) return refused(host, step.failure)
  if (step.value.kind === 'redirect') return failed(host, 'unexpected')
  return store(host, step.value.grant, { ...input, isCancelled: signal.aborted })
}

async function resume(host: Host, signal: AbortSignal): Promise<SignInOutcome> {
  const { navigation } = host.platform
  const url = navigation?.url() ?? null
  if (url === null || navigation === null) return failed(host, 'callback_refused')
  const login = await takeLogin(host, url)
  // The parameters leave the address bar before anything else can read them (OL-06).
  navigation.replace(safePath(login === null || login === 'expired' ? undefined : login.transaction.returnTo))
  if (login === null || login === 'expired') return failed(host, 'callback_refused')
  const granted = await host.identity.resume(url, login.transaction, host.call(exchangeTimeout, signal))
  if (!granted.ok) return refused(host, granted.failure)
  return store(host, granted.value, { purpose: login.purpose, account: login.account, isCancelled: false })
}

async function store(
  host: Host,
  grant: TokenGrant,
  login: Pick<SignInInput, 'purpose' | 'account'> & { readonly isCancelled: boolean },
): Promise<SignInOutcome> {
  if (login.isCancelled) return failed(host, 'cancelled')
  const done = await commitLogin(host, { grant, purpose: login.purpose, expected: login.account })
  return done.kind === 'committed'
    ? { kind: 'signed_in', at: host.platform.clock.wall(), evidence: 'answered', session: done.session }
    : failed(host, done.kind, 'answered')
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
