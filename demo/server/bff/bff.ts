import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DemoAddresses } from '../../addresses.ts'
import { pathOf, queryOf, type Handler } from '../http/handler.ts'
import { problem, send, type Reply } from '../http/reply.ts'
import { cookieOf, setCookie } from './cookies.ts'
import { askApi, bodyOf, gatewayFailed, passOn } from './forward.ts'
import { createLogins } from './logins.ts'
import { createSessions, type BffSession } from './sessions.ts'
import { createUpstream, type Renewal } from './upstream.ts'

const sessionCookie = 'fieldwork-session'
const loginCookie = 'fieldwork-login'
const tenMinutes = 600
const fourteenDays = 14 * 24 * 60 * 60

/** A backend for the app: it signs in, keeps the tokens, and sends the app's requests on. Pages hold a cookie that they can't read. */
export function handleBff(addresses: DemoAddresses, clientSecret: string): Handler {
  const { appOrigin, api, bff } = addresses
  const upstream = createUpstream(addresses, clientSecret)
  const sessions = createSessions(upstream)
  const logins = createLogins()

  return async (request, response) => {
    const path = pathOf(request)
    if (request.method === 'GET' && path === '/bff/login') return begin(request, response)
    if (request.method === 'GET' && path === '/bff/callback') return complete(request, response)
    // A foreign page can send neither this header nor, without a preflight that nobody answers, anything else.
    const named = request.headers['expected-session']
    if (typeof named !== 'string' || isForeign(request, appOrigin)) return send(response, forbidden())
    const secret = cookieOf(request, sessionCookie)
    const session = sessions.find(secret)
    if (session === null || secret === null) return send(response, said(401, 'no_session'))
    if (request.method === 'GET' && path === '/bff/session') {
      return send(response, checked(session, await sessions.renewed(secret)))
    }
    if (named !== session.name) return send(response, said(409, 'session_mismatch'))
    if (request.method === 'POST' && path === '/bff/logout') {
      await sessions.end(secret)
      const headers = { 'set-cookie': setCookie(sessionCookie, null, 0) }
      return send(response, { status: 200, body: {}, headers })
    }
    if (path.startsWith('/bff/api/')) return forward(secret, request, response)
    return send(response, problem({ status: 404, code: 'unknown_route', title: 'Nothing answers under this path' }))
  }

  async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = queryOf(request)
    const [back, state] = [query.get('return_to'), query.get('state') ?? '']
    // Anywhere else would make this an open redirector.
    if (back !== bff.signedInUri || !/^[\w-]{16,128}$/.test(state)) {
      return send(response, problem({ status: 400, code: 'return_refused', title: 'This is no address of the app' }))
    }
    const returnTo = new URL(back)
    returnTo.searchParams.set('state', state)
    const begun = await upstream
      .begin({ prompt: query.get('prompt'), loginHint: query.get('login_hint') })
      .catch(() => null)
    if (begun === null) {
      returnTo.searchParams.set('error', 'temporarily_unavailable')
      return go(response, returnTo, [])
    }
    const secret = logins.add({ ...begun.login, back: returnTo })
    go(response, new URL(begun.url), [setCookie(loginCookie, secret, tenMinutes)])
  }

  async function complete(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const login = logins.take(cookieOf(request, loginCookie))
    if (login === null) return go(response, new URL(appOrigin), [])
    const done = await upstream.complete(new URL(request.url ?? '/', appOrigin), login)
    const back = new URL(login.back)
    if (done === null) {
      back.searchParams.set('error', 'access_denied')
      return go(response, back, [setCookie(loginCookie, null, 0)])
    }
    // Whoever was signed in with this browser before is not any more.
    void sessions.end(cookieOf(request, sessionCookie))
    const secret = sessions.open(done)
    go(response, back, [setCookie(loginCookie, null, 0), setCookie(sessionCookie, secret, fourteenDays)])
  }

  async function forward(secret: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, response)
    if (body === null) return
    const url = `${api}${(request.url ?? '').slice('/bff/api'.length)}`
    // Once as things stand, and once with a new token where the API refused the first.
    for (const force of [false, true]) {
      const renewal = await sessions.renewed(secret, { force })
      if (renewal.kind !== 'renewed') return send(response, failed(renewal))
      try {
        const answer = await askApi(request, { url, token: renewal.tokens.accessToken, body })
        if (answer !== null) return await passOn(answer, response)
      } catch {
        return gatewayFailed(response)
      }
    }
    send(response, said(401, 'no_session'))
  }
}

function checked({ name, person }: BffSession, renewal: Renewal): Reply {
  if (renewal.kind !== 'renewed') return failed(renewal)
  const expiresIn = Math.max(1, Math.round((renewal.tokens.expiresAt - Date.now()) / 1000))
  return { status: 200, body: { session: name, expiresIn, user: { ...person, roles: [] } } }
}

function failed(renewal: Exclude<Renewal, { kind: 'renewed' }>): Reply {
  switch (renewal.kind) {
    case 'ended':
      return said(401, 'no_session')
    case 'locked':
      return said(403, 'account_disabled')
    case 'unreachable': {
      const reply = said(503, 'provider_unreachable')
      const { retryAfter } = renewal
      return retryAfter === null ? reply : { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } }
    }
    default:
      return renewal satisfies never
  }
}

/** `error` is what authchart reads, `code` what the rest of the demo does. */
function said(status: number, code: string): Reply {
  return problem({ status, code, error: code, title: 'The session does not serve this request' })
}

function forbidden(): Reply {
  return problem({ status: 403, code: 'header_missing', title: 'Requests name the session that they are meant for' })
}

function isForeign({ headers }: IncomingMessage, appOrigin: string): boolean {
  const site = headers['sec-fetch-site']
  return (
    (headers.origin !== undefined && headers.origin !== appOrigin) || (site !== undefined && site !== 'same-origin')
  )
}

function go(response: ServerResponse, url: URL, cookies: readonly string[]): void {
  const headers = { location: url.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  response.writeHead(303, { ...headers, ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }) }).end()
}
