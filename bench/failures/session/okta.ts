import type { Shown } from '../failure.ts'
import { always, next } from '../script.ts'
import { asked, session } from './ours.ts'

interface TokenManager {
  setTokens(tokens: object): void
  renew(key: string): Promise<unknown>
  get(key: string): Promise<object | undefined>
}

interface OktaModule {
  readonly OktaAuth: new (options: object) => { readonly tokenManager: TokenManager }
}

/** P6: the connection is lost while a token is renewed. */
export async function offlineRenewal({ OktaAuth }: OktaModule): Promise<Shown> {
  const { tokenManager } = new OktaAuth({
    issuer: location.origin,
    clientId: 'app',
    redirectUri: `${location.origin}/callback`,
    tokenManager: { autoRenew: false },
  })
  const expiresAt = Math.floor(Date.now() / 1_000) + 3_600
  const scopes = ['openid', 'offline_access']
  const urls = { tokenUrl: `${location.origin}/token`, authorizeUrl: `${location.origin}/authorize` }
  const claims = { sub: 'mira', iss: location.origin, aud: 'app' }
  tokenManager.setTokens({
    accessToken: {
      accessToken: 'access',
      claims,
      tokenType: 'Bearer',
      expiresAt,
      scopes,
      userinfoUrl: `${location.origin}/userinfo`,
      ...urls,
    },
    idToken: { idToken: 'identity', claims, expiresAt, scopes, issuer: location.origin, clientId: 'app', ...urls },
    refreshToken: { refreshToken: 'refresh', expiresAt, scopes, issuer: location.origin, ...urls },
  })
  const before = await tokenManager.get('accessToken')
  await next('/token', always('drop'))
  await next('/v1/token', always('drop'))
  await next('/oauth2/v1/token', always('drop'))
  const said = await tokenManager.renew('accessToken').then(
    () => 'renewed',
    (error: Error) => error.message,
  )
  const after = await tokenManager.get('accessToken')
  if (before === undefined) throw new Error('Cannot show okta-auth-js: it did not keep the access token it was given')

  const { auth, expire } = await session()
  expire()
  await next('/refresh', always('drop'))
  await asked(auth)
  return {
    peer: {
      holds: after !== undefined,
      saw: `“${said}”; the access token, good for an hour, is ${after === undefined ? 'removed' : 'kept'}`,
    },
    ours: { holds: auth.state.isAuthenticated, saw: auth.state.status },
  }
}
