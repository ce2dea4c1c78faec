import type { ComponentType } from 'react'
import { countCommits, type ReactModules } from './count-commits.ts'

export interface OidcPeer extends ReactModules {
  readonly oidcClient: {
    readonly UserManager: new (settings: object) => {
      storeUser(user: unknown): Promise<void>
      signinSilent(): Promise<unknown>
    }
    readonly User: new (fields: object) => unknown
  }
  readonly oidcContext: {
    readonly AuthProvider: ComponentType<{ readonly userManager: unknown }>
    readonly useAuth: () => { readonly isAuthenticated: boolean }
  }
}

export async function reactOidcContext(peer: OidcPeer): Promise<number> {
  const { createElement: element } = peer.react
  const manager = new peer.oidcClient.UserManager({
    authority: location.origin,
    client_id: 'app',
    redirect_uri: `${location.origin}/callback`,
    automaticSilentRenew: false,
  })
  await manager.storeUser(
    new peer.oidcClient.User({
      access_token: 'access',
      refresh_token: 'stored-refresh-token',
      token_type: 'Bearer',
      scope: 'openid offline_access',
      expires_at: Math.floor(Date.now() / 1_000) + 3_600,
      profile: { iss: location.origin, sub: 'mira', aud: 'app', exp: 4_000_000_000, iat: 1_700_000_000 },
    }),
  )
  let isAuthenticated = false
  return countCommits(peer, {
    provide: (consumers) => element(peer.oidcContext.AuthProvider, { userManager: manager }, consumers),
    useText: () => {
      isAuthenticated = peer.oidcContext.useAuth().isAuthenticated
      return String(isAuthenticated)
    },
    isReady: () => isAuthenticated,
    refresh: () => manager.signinSilent(),
  })
}

interface Auth0Client {
  loginWithRedirect(options: { readonly openUrl: (url: string) => void }): Promise<void>
  handleRedirectCallback(url: string): Promise<unknown>
}

export interface Auth0Peer extends ReactModules {
  readonly auth0: { readonly Auth0Client: new (options: object) => Auth0Client }
  readonly auth0React: {
    readonly Auth0Provider: ComponentType<object>
    readonly useAuth0: () => {
      readonly isAuthenticated: boolean
      readonly getAccessTokenSilently: (options: { readonly cacheMode: 'off' }) => Promise<string>
    }
  }
}

export async function auth0React(peer: Auth0Peer): Promise<number> {
  const { createElement: element } = peer.react
  const options = {
    domain: location.origin,
    clientId: 'app',
    useRefreshTokens: true,
    cacheLocation: 'localstorage',
    authorizationParams: { redirect_uri: `${location.origin}/callback` },
  }
  const client = new peer.auth0.Auth0Client(options)
  let authorize = new URL(location.href)
  await client.loginWithRedirect({ openUrl: (url) => void (authorize = new URL(url)) })
  const back = new URL('/callback', location.origin)
  back.searchParams.set('code', authorize.searchParams.get('nonce') ?? '')
  back.searchParams.set('state', authorize.searchParams.get('state') ?? '')
  await client.handleRedirectCallback(back.href)
  let seen: ReturnType<Auth0Peer['auth0React']['useAuth0']> | null = null
  return countCommits(peer, {
    provide: (consumers) => element(peer.auth0React.Auth0Provider, options, consumers),
    useText: () => {
      seen = peer.auth0React.useAuth0()
      return String(seen.isAuthenticated)
    },
    isReady: () => seen?.isAuthenticated === true,
    refresh: async () => seen?.getAccessTokenSilently({ cacheMode: 'off' }),
  })
}
