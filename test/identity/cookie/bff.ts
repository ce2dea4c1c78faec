import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { oidc } from '../../../adapters/identity/oidc.ts'
import type { LoginTransaction, TokenGrant } from '../../../src/ports/identity.ts'
import { oidcServer } from '../oidc-server.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { troubledServer, type TroubledServer } from '../troubled-server.ts'

/** Where the app and its server are seen from outside; the user's browser maps it to loopback. */
export const appOrigin = 'https://app.test'

interface Kept {
  /** The session's public name. */
  readonly name: string
  grant: TokenGrant
}

export interface Bff extends Pick<TroubledServer, 'origin' | 'trouble' | 'tokenRequests' | 'arrival' | 'seen'> {
  /** Orders that reached the API, each with the user whose they are. */
  readonly orders: readonly string[]
  /** Every token the server ever held: none of them may be seen outside. */
  readonly tokens: readonly string[]
  /** Every body and header that left towards the browser. */
  readonly sent: readonly string[]
  /** The user agrees at the provider; answers with the callback at this server. */
  approve(url: string): Promise<string>
  /** Somebody else signs in with the same browser, in a window of their own. */
  replaceUser(name: string): void
  /** The same person signs in once more with the same browser. */
  renew(): void
  endAll(): void
  /** Resolves when a logout has ended a session. */
  readonly loggedOut: Promise<void>
  disable(): void
  end(): Promise<void>
}

/** A backend for a frontend: signs in at a real provider, keeps the tokens, and gives the browser an HttpOnly cookie. */
export async function bff(): Promise<Bff> {
  const upstream = await oidcServer()
  const provider = oidc({ issuer: upstream.issuer, clientId: 'app', redirectUri: `${appOrigin}/callback` })
  const context = callContext()
  const sessions = new Map<string, Kept>()
  const logins = new Map<string, { readonly transaction: LoginTransaction; readonly back: string }>()
  const [orders, tokens, sent]: string[][] = [[], [], []]
  let logOut = (): void => undefined
  const loggedOut = new Promise<void>((resolve) => {
    logOut = resolve
  })
  let isDisabled = false
  const server = await troubledServer((path) => path === '/bff/session')
  server.handle((request, response) => void answer(request, response))

  const say = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    sent?.push(JSON.stringify([response.getHeaders(), body]))
  }
  const go = (response: ServerResponse, location: string, headers: Record<string, string> = {}): void => {
    response.writeHead(302, { location, ...headers }).end()
    sent?.push(JSON.stringify([location, headers]))
  }
  const keep = (grant: TokenGrant): string => {
    const id = randomUUID()
    sessions.set(id, { name: `session ${sessions.size + 1}`, grant })
    tokens?.push(grant.accessToken, grant.refreshToken ?? '')
    return id
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', appOrigin)
    const id = /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const kept = sessions.get(id)
    switch (url.pathname) {
      case '/bff/login':
        return begin(url, response)
      case '/callback':
        return complete(url, response)
      case '/bff/session':
        // Whoever asks names some session: no foreign page can.
        if (request.headers['expected-session'] === undefined) return say(response, 403, { error: 'header_missing' })
        if (isDisabled) return say(response, 403, { error: 'account_disabled' })
        return kept === undefined ? say(response, 401, { error: 'no_session' }) : say(response, 200, shown(kept))
      case '/bff/logout':
      case '/api/orders':
        if (kept === undefined) return say(response, 401, { error: 'no_session' })
        // A header that no form can send, and that names whose request this is.
        if (request.headers['expected-session'] !== kept.name) return say(response, 409, { error: 'session_mismatch' })
        if (url.pathname === '/api/orders') orders?.push(kept.grant.subject.subject)
        else if (sessions.delete(id)) logOut()
        return say(response, 200, {})
      default:
        return say(response, 404, { error: 'not_found' })
    }
  }

  async function begin(url: URL, response: ServerResponse): Promise<void> {
    const step = await provider.signIn(signInRequest('redirect'), context)
    if (!step.ok || step.value.kind !== 'redirect') return say(response, 502, {})
    const { transaction } = step.value
    const back = new URL(url.searchParams.get('return_to') ?? '/', appOrigin)
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    logins.set(transaction.state, { transaction, back: back.href })
    go(response, step.value.url)
  }

  async function complete(url: URL, response: ServerResponse): Promise<void> {
    const login = logins.get(url.searchParams.get('state') ?? '')
    const granted = login && (await provider.resume(url.href, login.transaction, context))
    if (login === undefined || granted?.ok !== true) return say(response, 400, {})
    go(response, login.back, { 'set-cookie': `sid=${keep(granted.value)}; Path=/; HttpOnly; Secure; SameSite=Lax` })
  }

  return {
    ...server,
    orders: orders ?? [],
    tokens: tokens ?? [],
    sent: sent ?? [],
    approve: (url) => upstream.approve(url),
    replaceUser(name) {
      for (const [id, { grant }] of sessions)
        sessions.set(id, {
          name: `session of ${name}`,
          grant: { ...grant, subject: { ...grant.subject, subject: name } },
        })
    },
    renew() {
      for (const [id, { name, grant }] of sessions) sessions.set(id, { name: `${name}, renewed`, grant })
    },
    endAll: () => sessions.clear(),
    loggedOut,
    disable() {
      isDisabled = true
    },
    async end() {
      await server.end()
      await upstream.end()
    },
  }
}

function shown({ name, grant }: Kept): unknown {
  return { session: name, expiresIn: 300, user: { id: grant.subject.subject, ...grant.profile, roles: grant.roles } }
}
