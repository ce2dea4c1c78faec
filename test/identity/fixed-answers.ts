import { SignJWT, type JWTPayload } from 'jose'
import { oidc, type OidcOptions } from '../../adapters/identity/oidc.ts'
import { instant } from '../../machines/time.ts'
import type { CallContext, ContinuityClaims, IdentityProvider, RefreshRequest } from '../../src/ports/identity.ts'
import { callContext, memoryCache } from './subjects.ts'

export const issuer = 'https://id.example.com'
export const start = instant(Date.UTC(2026, 10, 21))

const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/me`,
  revocation_endpoint: `${issuer}/revoke`,
  end_session_endpoint: `${issuer}/logout`,
  id_token_signing_alg_values_supported: ['HS256', 'ES256', 'none'],
}

export interface Sent {
  readonly url: string
  readonly init: RequestInit
}

export interface FixedAnswers {
  readonly identity: IdentityProvider
  readonly sent: readonly Sent[]
  readonly context: CallContext
  /** How each address answers; a function is asked anew, a thrown error is a dead network. */
  answers: Record<string, () => Response | Promise<Response>>
}

/** An adapter whose provider is a table of ready answers: for bodies that no real provider would send. */
export function fixedAnswers(
  answers: FixedAnswers['answers'] = {},
  options: Partial<OidcOptions> & { readonly context?: Partial<CallContext> } = {},
): FixedAnswers {
  const sent: Sent[] = []
  const { context, ...rest } = options
  const world: FixedAnswers = {
    identity: oidc({ issuer, clientId: 'app', redirectUri: 'https://app.test/callback', ...rest }),
    sent,
    answers: { '/.well-known/openid-configuration': () => Response.json(metadata), ...answers },
    context: callContext({
      now: () => start,
      cache: memoryCache(),
      async fetch(input, init = {}) {
        const url = input instanceof Request ? input.url : String(input)
        sent.push({ url, init })
        const answer = world.answers[new URL(url).pathname]
        if (answer === undefined) throw new TypeError('fetch failed')
        return answer()
      },
      ...context,
    }),
  }
  return world
}

export const discoveryDocument = (changes: Record<string, unknown> = {}): Response =>
  Response.json({ ...metadata, ...changes })

export const claims: ContinuityClaims = {
  iss: issuer,
  sub: 'mira',
  aud: ['app'],
  azp: null,
  authTime: 1000,
  nonce: 'n',
}

export const refreshRequest: RefreshRequest = {
  refreshToken: 'refresh-canary',
  subject: { issuer, subject: 'mira', tenant: null, client: 'app' },
  claims,
  scopes: ['openid'],
}

/** An ID token of this issuer for this app. The signature is never looked at: it came straight from the token endpoint. */
export function idToken(changes: JWTPayload = {}, alg = 'HS256'): Promise<string> {
  const now = start / 1000
  const payload = { iss: issuer, sub: 'mira', aud: 'app', iat: now, exp: now + 60, auth_time: 1000, ...changes }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('a key that is only here because jose signs nothing without one'))
    .then((jwt) => {
      const [, body = '', signature = ''] = jwt.split('.')
      return `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.${body}.${signature}`
    })
}

export const tokens = (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}): Response =>
  Response.json(
    { access_token: 'a', token_type: 'Bearer', expires_in: 60, refresh_token: 'r2', ...changes },
    { headers },
  )
