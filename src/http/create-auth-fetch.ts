import { AuthError, isAuthError } from '../auth-error.ts'
import { saysSessionMismatch, sendAs, type Carried } from '../exchange/carry.ts'
import { isForeignPage } from '../exchange/is-foreign-page.ts'
import { stepUpChallengeOf } from '../exchange/step-up-challenge.ts'
import type { AccessSource, AccessToken } from '../ports/access.ts'
import { orAbort } from './or-abort.ts'
import { repeatable } from './repeatable.ts'

/** What `auth.fetch` takes besides what `fetch` does. */
export interface AuthFetchInit extends RequestInit {
  /**
   * `required` (default): rejects with an AuthError where there is no session. `optional`: goes out bare then. `none`:
   * plain fetch, without a token and not ended with the session.
   */
  readonly auth?: 'required' | 'optional' | 'none'
}

/** `fetch`, as the signed-in user. Fits wherever a client takes a fetch of its own. */
export type AuthFetch = (input: RequestInfo | URL, init?: AuthFetchInit) => Promise<Response>

/** What `createAuthFetch` takes. */
export interface AuthFetchOptions {
  /** What sends; `auth.fetch` uses the platform's. */
  readonly fetch: typeof globalThis.fetch
}

/**
 * A fetch that sends requests as the signed-in user. To the allow-listed origins it adds the access token; a 401 is
 * replayed once with a newer one (with a cookie: a 409 about its session, too), a challenge for a stronger authentication
 * (RFC 9470) once with the user's answer to it; the next 401 and every 403 are the caller's. Requests end with the session,
 * by an AbortError. A 401 to a body that can be read only once rejects with `body_not_replayable`, the token renewed. A page
 * where no page was asked for is the caller's too, and makes the chart doubt the network.
 */
export function createAuthFetch(source: AccessSource, { fetch }: AuthFetchOptions): AuthFetch {
  return async (input, { auth = 'required', ...init } = {}) => {
    if (auth === 'none') return fetch(input, init)
    const own = init.signal === undefined && input instanceof Request ? input.signal : (init.signal ?? null)
    const { request, isOnce, next } = repeatable(input, init)
    const { origin } = new URL(request.url)
    const send = (session: AbortSignal, sent: Request, credentials: Carried['credentials'] = {}): Promise<Response> =>
      fetch(sent, { ...during(session, own, sent), ...credentials })
    const sendSigned = (session: AbortSignal, access: AccessToken): Promise<Response> => {
      const { method, url } = request
      const proven = { method, url, isOnce, signal: session }
      return sendAs(access, proven, (carried) => send(session, signed(next(), carried), carried.credentials))
    }
    // A caller's own credentials are the caller's business.
    if (!source.origins.includes(origin) || request.headers.has('authorization')) return send(source.signal, request)

    const asked = source.signal
    const access = await orAbort(tokenFrom(source, auth), own)
    // The token is that of another session than the one this was asked in.
    if (asked.aborted) throw new AuthError('account_switched')
    // While the session was being opened it had no account, and so another signal.
    const session = source.signal
    if (access === null) return send(session, request)

    const response = await sendSigned(session, access)
    if (isForeignPage(request, response)) source.suspected?.({ origin })
    const otherSession = await orAbort(saysSessionMismatch(access, response), own)
    if (!otherSession && !isOurs401(response, origin)) return response
    const use = { generation: access.generation, origin, otherSession }
    const newer = await orAbort(answerTo(response, source, use), own)
    session.throwIfAborted()
    if (newer === null) return response
    if (isOnce) throw new AuthError('body_not_replayable', { cause: response })
    // Unread, it would hold its connection. It may have been cut off already.
    response.body?.cancel().catch(() => {})
    return sendSigned(session, newer)
  }
}

async function tokenFrom(source: AccessSource, auth: 'required' | 'optional'): Promise<AccessToken | null> {
  try {
    return await source.access()
  } catch (error) {
    if (auth === 'optional' && isAuthError(error)) return null
    throw error
  }
}

/** The token on a copy of our own making: the caller's Request never carries it (IR-09). */
function signed(request: Request, { headers }: Carried): Request {
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
  return request
}

/**
 * Options that end a request with the session or by its caller. They go to `fetch` beside the Request: where a Request
 * carries its signal, hosts lose the abort when that Request is collected as garbage before it is answered.
 */
function during(session: AbortSignal, own: AbortSignal | null, { referrer, referrerPolicy }: Request): RequestInit {
  // Options beside a Request reset its referrer (Fetch standard, new Request, "if init is not empty").
  return { referrer, referrerPolicy, signal: own === null ? session : AbortSignal.any([own, session]) }
}

/** A challenge wants the user; any other 401 a newer token. */
async function answerTo(
  response: Response,
  source: AccessSource,
  use: Parameters<AccessSource['rejected']>[0],
): Promise<AccessToken | null> {
  const challenge = stepUpChallengeOf(response)
  if (challenge === null) return source.rejected(use)
  return (await source.challenged?.({ generation: use.generation, challenge })) ?? null
}

/** A 401 to the token that was sent. */
function isOurs401(response: Response, origin: string): boolean {
  if (response.status !== 401) return false
  // A redirect to another origin lost the token on the way: that server never saw what it refuses.
  return !response.redirected || new URL(response.url).origin === origin
}
