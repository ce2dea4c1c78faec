import { duration, instant } from '../../../machines/time.ts'
import { tokenLedger } from '../fakes/token-ledger.ts'
import { challengeOf, idToken } from './encoding.ts'

/** What `fakeProvider` takes. */
export interface FakeProviderOptions {
  /** Default `https://id.test`. */
  readonly issuer?: string
  /** Milliseconds since 1970: the clock of your test, or `Date.now`. */
  readonly now: () => number
  /** Who signs in; later `signInAs`. Default `mira`. */
  readonly subject?: string
  readonly accessTokenSeconds?: number
}

/** An OpenID provider as a function from request to response. It rotates refresh tokens and detects their reuse. */
export interface FakeProvider {
  readonly issuer: string
  /** Answers what is addressed to the provider; null for everything else. */
  handle(request: Request): Promise<Response | null>
  /** The same as a `fetch`; 404 for everything else. */
  readonly fetch: typeof globalThis.fetch
  /** The user's part of a redirect sign-in: the address the browser comes back to. */
  approve(authorizationUrl: string): string
  deny(authorizationUrl: string): string
  signInAs(subject: string): void
  /** Ends every session: its tokens are refused from now on. */
  revokeSessions(): void
  /** Answers every request like this; null: properly again. */
  answerWith(answer: (() => Response) | null): void
  /** Whether an API would take this access token. */
  accepts(accessToken: string): boolean
  readonly tokenRequests: number
  readonly reuseDetected: number
}

interface Code {
  readonly challenge: string
  readonly nonce: string | null
  readonly client: string
  readonly subject: string
}

/** An OpenID provider as a function from request to response. */
export function fakeProvider(options: FakeProviderOptions): FakeProvider {
  const { issuer = 'https://id.test', now, accessTokenSeconds = 300 } = options
  const rotation = { rotates: true, reuseGrace: duration(30_000), parentReusable: false, onReuse: 'family' } as const
  const ledger = tokenLedger({ rotation, canary: 'fake' })
  const codes = new Map<string, Code>()
  const clients = new Map<string, string>()
  let subject = options.subject ?? 'mira'
  let tokenRequests = 0
  let issued = 0
  let standing: (() => Response) | null = null

  const back = (url: string, parameters: Readonly<Record<string, string>>): string => {
    const { searchParams } = new URL(url)
    const callback = new URL(searchParams.get('redirect_uri') ?? issuer)
    const state = searchParams.get('state') ?? ''
    for (const [name, value] of Object.entries({ ...parameters, state, iss: issuer }))
      callback.searchParams.set(name, value)
    return callback.href
  }
  const approve = (url: string): string => {
    const { searchParams } = new URL(url)
    const code = `code-${(issued += 1)}`
    codes.set(code, {
      challenge: searchParams.get('code_challenge') ?? '',
      nonce: searchParams.get('nonce'),
      client: searchParams.get('client_id') ?? '',
      subject,
    })
    return back(url, { code })
  }
  const token = async (form: URLSearchParams): Promise<Response> => {
    tokenRequests += 1
    if (form.get('grant_type') === 'authorization_code') {
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const isProven = code !== undefined && (await challengeOf(form.get('code_verifier') ?? '')) === code.challenge
      return isProven ? granted(ledger.open(code.subject), code.client, code.nonce) : refused('invalid_grant')
    }
    const spent = ledger.spend(form.get('refresh_token') ?? '', instant(now()))
    return spent === null ? refused('invalid_grant') : granted(spent, form.get('client_id') ?? '', null)
  }
  const granted = (entry: ReturnType<typeof ledger.open>, client: string, nonce: string | null): Response => {
    const at = Math.floor(now() / 1000)
    const since = clients.get(entry.subject) ?? String(at)
    clients.set(entry.subject, since)
    const claims = { iss: issuer, sub: entry.subject, aud: client, iat: at, exp: at + 300, auth_time: Number(since) }
    return Response.json({
      access_token: entry.accessToken,
      refresh_token: entry.refreshToken,
      id_token: idToken({ ...claims, name: entry.subject, ...(nonce === null ? {} : { nonce }) }),
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
    })
  }
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return Response.json(discoveryOf(issuer))
      case '/authorize':
        return new Response(null, { status: 302, headers: { location: approve(request.url) } })
      case '/token':
        return token(new URLSearchParams(await request.text()))
      case '/userinfo': {
        const owner = ledger.ownerOf(request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '')
        return owner === null ? refused('invalid_token', 401) : Response.json({ sub: owner, name: owner })
      }
      case '/revoke':
        ledger.revoke(new URLSearchParams(await request.text()).get('token') ?? '')
        return new Response(null, { status: 200 })
      default:
        return new Response('signed out', { status: pathname === '/logout' ? 200 : 404 })
    }
  }
  const handle = async (request: Request): Promise<Response | null> => {
    if (new URL(request.url).origin !== new URL(issuer).origin) return null
    return forBrowsers(standing?.() ?? (request.method === 'OPTIONS' ? new Response() : await answer(request)))
  }

  return {
    issuer,
    handle,
    fetch: async (input, init) => (await handle(new Request(input, init))) ?? new Response(null, { status: 404 }),
    approve,
    deny: (url) => back(url, { error: 'access_denied' }),
    signInAs: (next) => {
      subject = next
    },
    revokeSessions: ledger.revokeAll,
    answerWith: (next) => {
      standing = next
    },
    accepts: (accessToken) => ledger.ownerOf(accessToken) !== null,
    get tokenRequests() {
      return tokenRequests
    },
    get reuseDetected() {
      return ledger.reuseDetected()
    },
  }
}

function refused(error: string, status = 400): Response {
  return Response.json({ error }, { status })
}

function forBrowsers(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('access-control-allow-origin', '*')
  headers.set('access-control-allow-headers', 'authorization, content-type')
  headers.set('cache-control', 'no-store')
  return new Response(response.body, { status: response.status, headers })
}

function discoveryOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`,
    end_session_endpoint: `${issuer}/logout`,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  }
}
