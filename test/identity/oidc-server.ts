import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider'
import { createRowStore } from '../../demo/server/provider/row-store.ts'
import { createCookieJar } from '../drivers/cookie-jar.ts'
import { troubledServer, type TroubledServer } from './troubled-server.ts'

export const redirectUri = 'https://app.test/callback'
export const postLogoutUri = 'https://app.test/bye'

/** The app as the provider knows it. */
export interface AppAtProvider {
  readonly redirectUri?: string
  /** A page instead of the user's consent, for a user who closes it. */
  readonly page?: string
  /** Cuts the provider's window off from the one that opened it. */
  readonly coop?: boolean
  /** Its tokens are bound to a key (RFC 9449); `nonce`: no proof without the provider's nonce. */
  readonly dpop?: 'proof' | 'nonce'
}

export interface Authentication {
  readonly acr: string | null
  readonly authTime: number
  /** Thumbprint of the key that the token is bound to; null for a bearer token. */
  readonly jkt: string | null
}

export interface OidcServer extends TroubledServer {
  readonly issuer: string
  /** Follows the redirects as a browser would and answers with the callback's address. */
  approve(url: string): Promise<string>
  revokeSession(): Promise<void>
  /** What an API learns of a token at introspection: how its user authenticated, and when, in seconds. Null: not a live one. */
  introspect(token: string): Promise<Authentication | null>
}

/** A real provider whose user always agrees, behind a socket that can be troubled. */
export async function oidcServer(app: AppAtProvider = {}): Promise<OidcServer> {
  const server = await troubledServer((path) => path === '/token')
  const rows = createRowStore()
  const provider = new Provider(server.origin, {
    ...configuration,
    adapter: (model: string) => rows.adapterFor(model),
    clients: [
      { ...client, redirect_uris: [app.redirectUri ?? redirectUri], dpop_bound_access_tokens: app.dpop !== undefined },
    ],
    features: {
      ...configuration.features,
      ...(app.dpop === 'nonce'
        ? { dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true } }
        : {}),
    },
  })
  const handle = provider.callback()
  server.handle((request, response) => {
    void (request.url?.startsWith('/interaction/') === true
      ? signInAndConsent(request, response)
      : handle(request, response))
  })

  /** The user's part, without the pages. */
  async function signInAndConsent(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (app.coop === true) response.setHeader('cross-origin-opener-policy', 'same-origin')
    if (app.page !== undefined) {
      response.setHeader('content-type', 'text/html').end(app.page)
      return
    }
    const { params } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: 'mira', clientId: 'app' })
    grant.addOIDCScope(String(params['scope']))
    const consent = { grantId: await grant.save() }
    // Whatever is asked for first is what the user can do.
    const wanted = params['acr_values']
    const acr = typeof wanted === 'string' ? wanted.split(' ')[0] : undefined
    const login = { accountId: 'mira', ...(acr === undefined ? {} : { acr }) }
    await provider.interactionFinished(request, response, { login, consent })
  }

  return {
    ...server,
    issuer: server.origin,
    approve,
    async introspect(value) {
      const token = await provider.AccessToken.find(value)
      const { acr, auth_time: authTime } = token?.extra ?? {}
      if (token === undefined || typeof authTime !== 'number') return null
      return { acr: typeof acr === 'string' ? acr : null, authTime, jkt: token.jkt ?? null }
    },
    async revokeSession() {
      rows.endSessions('mira')
    },
  }
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const client: ClientMetadata = {
  client_id: 'app',
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  post_logout_redirect_uris: [postLogoutUri],
  id_token_signed_response_alg: 'ES256',
}

const configuration: Configuration = {
  clientBasedCORS: () => true,
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'one' }] },
  cookies: { keys: ['only a test'] },
  scopes: ['openid', 'profile', 'offline_access'],
  rotateRefreshToken: true,
  acrValues: ['gold', 'silver'],
  // What an introspection answers, RFC 9470 §6.2.
  extraTokenClaims: ({ oidc: { entities } }) => {
    const { acr, authTime } = entities.AuthorizationCode ?? entities.RefreshToken ?? {}
    return { acr, auth_time: authTime }
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Mira Okafor' }) }),
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: { enabled: true },
  },
  ttl: {
    AccessToken: 60,
    IdToken: 60,
    RefreshToken: 3600,
    AuthorizationCode: 60,
    Interaction: 600,
    Session: 3600,
    Grant: 3600,
  },
}

async function approve(start: string): Promise<string> {
  const jar = createCookieJar()
  let url = new URL(start)
  // Authorization, interaction, resume, callback: anything longer is a loop.
  for (let step = 0; step < 6; step += 1) {
    const response = await jar.fetch(url)
    const location = response.headers.get('location')
    if (location === null) throw new Error(`Cannot approve: stopped with ${response.status}`)
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url.href
  }
  throw new Error('Cannot approve: the provider never came back to the app')
}
