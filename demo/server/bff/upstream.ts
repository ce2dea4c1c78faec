import * as oauth from 'oauth4webapi'
import type { DemoAddresses } from '../../addresses.ts'

/** Who signed in, as far as a page may know it. */
export interface Person {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
}

/** What this server alone holds. */
export interface UpstreamTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly issuedAt: number
  readonly expiresAt: number
}

export interface PendingLogin {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export type Renewal =
  | { readonly kind: 'renewed'; readonly tokens: UpstreamTokens }
  | { readonly kind: 'ended' | 'locked' }
  | { readonly kind: 'unreachable'; readonly retryAfter: string | null }

/** The provider as a confidential client meets it: code flow, rotation, revocation. */
export interface Upstream {
  begin(options: {
    readonly prompt: string | null
    readonly loginHint: string | null
  }): Promise<{ readonly url: string; readonly login: PendingLogin }>
  /** Null: the callback is none of this login's, or the user said no. */
  complete(url: URL, login: PendingLogin): Promise<{ readonly tokens: UpstreamTokens; readonly person: Person } | null>
  renew(refreshToken: string): Promise<Renewal>
  /** Best effort: the session is over here, whatever the provider says. */
  revoke(refreshToken: string): Promise<void>
}

/** Shorter than the patience of the page that waits for this server. */
const patienceMs = 5_000

export function createUpstream({ issuer, bff }: DemoAddresses, secret: string): Upstream {
  const client: oauth.Client = { client_id: bff.clientId }
  const authentication = oauth.ClientSecretBasic(secret)
  const options = () => ({ [oauth.allowInsecureRequests]: true, signal: AbortSignal.timeout(patienceMs) }) as const
  let known: oauth.AuthorizationServer | null = null

  const metadata = async (): Promise<oauth.AuthorizationServer> => {
    const url = new URL(issuer)
    known ??= await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options()))
    return known
  }

  return {
    async begin({ prompt, loginHint }) {
      const server = await metadata()
      const login = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
      }
      const url = new URL(server.authorization_endpoint ?? issuer)
      const parameters = {
        client_id: bff.clientId,
        redirect_uri: bff.redirectUri,
        response_type: 'code',
        scope: 'openid profile email offline_access',
        // Without it the provider hands out no refresh token.
        prompt: prompt === 'login' ? 'login consent' : 'consent',
        state: login.state,
        nonce: login.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(login.verifier),
        code_challenge_method: 'S256',
        ...(loginHint === null ? {} : { login_hint: loginHint }),
      }
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
      return { url: url.href, login }
    },

    async complete(url, { state, nonce, verifier }) {
      try {
        const server = await metadata()
        const callback = oauth.validateAuthResponse(server, client, url, state)
        const asked = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          callback,
          bff.redirectUri,
          verifier,
          options(),
        )
        const checks = { expectedNonce: nonce, requireIdToken: true }
        const answer = await oauth.processAuthorizationCodeResponse(server, client, asked, checks)
        const subject = oauth.getValidatedIdTokenClaims(answer)?.sub ?? ''
        const told = await oauth.userInfoRequest(server, client, answer.access_token, options())
        const { name, email } = await oauth.processUserInfoResponse(server, client, subject, told)
        return { tokens: tokensOf(answer), person: { id: subject, name: name ?? null, email: email ?? null } }
      } catch (error) {
        // The reason is this server's own business: it may repeat what the provider said.
        if (error instanceof Error) return null
        throw error
      }
    },

    async renew(refreshToken) {
      try {
        const server = await metadata()
        const asked = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options())
        const tokens = tokensOf(await oauth.processRefreshTokenResponse(server, client, asked))
        return { kind: 'renewed', tokens: { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken } }
      } catch (error) {
        return failureOf(error)
      }
    },

    async revoke(refreshToken) {
      try {
        const server = await metadata()
        const asked = await oauth.revocationRequest(server, client, authentication, refreshToken, options())
        await oauth.processRevocationResponse(asked)
      } catch {
        // The provider lets it run out by itself.
      }
    },
  }

  function tokensOf(answer: oauth.TokenEndpointResponse): UpstreamTokens {
    const now = Date.now()
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      issuedAt: now,
      expiresAt: now + (answer.expires_in ?? 60) * 1000,
    }
  }

  /** Only a definite refusal ends a session; whatever the network or a server in trouble says is none. */
  function failureOf(error: unknown): Renewal {
    if (error instanceof oauth.ResponseBodyError && error.status < 429) {
      if (error.error === 'account_disabled') return { kind: 'locked' }
      if (error.error === 'invalid_grant') return { kind: 'ended' }
    }
    const cause =
      error instanceof oauth.ResponseBodyError ? error.response : error instanceof Error ? error.cause : null
    return { kind: 'unreachable', retryAfter: cause instanceof Response ? cause.headers.get('retry-after') : null }
  }
}
