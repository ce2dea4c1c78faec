import type { IdentityProvider } from '../../src/ports/identity.ts'
import { endEverywhere } from './end-everywhere.ts'
import { isCallbackUrl } from './oidc/callback.ts'
import { discovery } from './oidc/discovery.ts'
import { revokeToken } from './oidc/revocation.ts'
import { absoluteUrl } from './oidc/safe-url.ts'
import { oidcSettings, type OidcOptions } from './oidc/settings.ts'
import { startSignIn } from './oidc/sign-in.ts'
import { exchangeCode, refreshTokens } from './oidc/token-request.ts'
import { askUserinfo } from './oidc/userinfo.ts'

export { completePopup, type OpenPopup, type Popup } from './oidc/popup.ts'
export type { OidcOptions } from './oidc/settings.ts'

/** Any OpenID Connect provider: authorization code with PKCE, rotating refresh tokens, userinfo, revocation, logout. */
export function oidc(options: OidcOptions): IdentityProvider {
  const settings = oidcSettings(options)
  const found = discovery(settings.issuer)
  const { endEverywhere: everywhere } = settings
  return {
    kind: 'tokens',
    ways: ['redirect', 'popup', 'silent'],
    ...(settings.dpop === null ? {} : { binding: settings.dpop }),
    rotation: settings.rotation,
    profile: settings.profile,
    origins: settings.origins,
    signIn: (request, context) => startSignIn(request, { settings, discovery: found, context }),
    isCallback: (url) => isCallbackUrl(url, settings.redirectUri),
    resume: (url, transaction, context) => exchangeCode(url, transaction, { settings, discovery: found, context }),
    refresh: (request, context) => refreshTokens(request, { settings, discovery: found, context }),
    revoke: (token, context) => revokeToken(token, { settings, discovery: found, context }),
    fetchUser: (token, subject, context) => askUserinfo(token, subject, { settings, discovery: found, context }),
    ...(everywhere === null
      ? {}
      : {
          endEverywhere: (accessToken, _subject, context) =>
            endEverywhere(everywhere, { accessToken, shape: settings.profile.shape, context }),
        }),
    async endSessionUrl({ returnTo, state }, context) {
      const endpoint = (await found.remembered(context))?.end_session_endpoint
      if (endpoint === undefined) {
        return null
      }
      const url = new URL(endpoint)
      const back = returnTo === null ? null : absoluteUrl(returnTo)
      url.searchParams.set('client_id', settings.clientId)
      if (back !== null) {
        url.searchParams.set('post_logout_redirect_uri', back)
        url.searchParams.set('state', state)
      }
      return url.href
    },
  }
}
