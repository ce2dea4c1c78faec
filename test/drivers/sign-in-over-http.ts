import { createHash, randomBytes } from 'node:crypto'
import type { DemoAddresses } from '../../demo/addresses.ts'
import { createCookieJar, type CookieJar } from './cookie-jar.ts'

export interface SignInOverHttp {
  readonly email?: string
  readonly password?: string
  readonly scope?: string
  readonly prompt?: string
  readonly jar?: CookieJar
}

export interface TokenAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

export interface SignedIn {
  readonly accessToken: string
  readonly refreshToken: string
  readonly idToken: string
  readonly answer: TokenAnswer
  readonly jar: CookieJar
}

/** Signs in the way a browser does (authorization request, login form, code, PKCE), by HTTP alone. */
export async function signInOverHttp(addresses: DemoAddresses, options: SignInOverHttp = {}): Promise<SignedIn> {
  const { jar = createCookieJar() } = options
  const verifier = randomBytes(32).toString('base64url')
  const callback = await callbackOf(addresses, { ...options, jar, verifier })
  const answer = await askTokenEndpoint(addresses, {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: addresses.redirectUri,
  })
  return {
    accessToken: text(answer.body['access_token']),
    refreshToken: text(answer.body['refresh_token']),
    idToken: text(answer.body['id_token']),
    answer,
    jar,
  }
}

export async function refreshOverHttp(addresses: DemoAddresses, refreshToken: string): Promise<TokenAnswer> {
  return askTokenEndpoint(addresses, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

export async function revokeOverHttp(addresses: DemoAddresses, token: string): Promise<Response> {
  const body = new URLSearchParams({ client_id: addresses.clientId, token })
  return fetch(`${addresses.issuer}/token/revocation`, { method: 'POST', body })
}

/** Opens the authorization endpoint and follows it to the app's callback, filling in the login form where it appears. */
export async function callbackOf(
  addresses: DemoAddresses,
  options: SignInOverHttp & { readonly jar: CookieJar; readonly verifier: string },
): Promise<URL> {
  const { jar, email = 'mira@fieldwork.example', password = 'demo' } = options
  let url = new URL(authorizationUrl(addresses, options))
  let response = await jar.fetch(url)
  // Authorization, login form, resume, callback: anything longer is a loop.
  for (let step = 0; step < 8; step += 1) {
    const location = response.headers.get('location')
    if (location === null) {
      const form = new URLSearchParams({ email, password, choice: 'sign-in' })
      if (!url.pathname.startsWith('/oidc/interaction/') || step > 3) break
      response = await jar.fetch(url, { method: 'POST', body: form })
      continue
    }
    url = new URL(location, url)
    if (url.href.startsWith(addresses.redirectUri)) return url
    response = await jar.fetch(url)
  }
  throw new Error(`Cannot sign in: stopped at ${url.pathname} with ${response.status}`)
}

export function authorizationUrl(
  addresses: DemoAddresses,
  { verifier, scope, prompt }: { verifier: string; scope?: string; prompt?: string },
): string {
  const parameters = new URLSearchParams({
    client_id: addresses.clientId,
    response_type: 'code',
    redirect_uri: addresses.redirectUri,
    scope: scope ?? 'openid profile email offline_access',
    prompt: prompt ?? 'consent',
    state: 'opaque-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return `${addresses.issuer}/auth?${parameters.toString()}`
}

async function askTokenEndpoint(addresses: DemoAddresses, form: Record<string, string>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ client_id: addresses.clientId, ...form })
  const response = await fetch(`${addresses.issuer}/token`, { method: 'POST', body })
  const parsed: unknown = await response.json()
  return { status: response.status, headers: response.headers, body: parsed as Record<string, unknown> }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
