import type { Tab } from './tab.ts'

interface Client {
  loginWithRedirect(options: { readonly openUrl: (url: string) => void }): Promise<void>
  handleRedirectCallback(url: string): Promise<unknown>
  getTokenSilently(options: { readonly cacheMode: 'off' }): Promise<string>
}

interface Auth0Module {
  readonly Auth0Client: new (options: object) => Client
}

export function auth0({ Auth0Client }: Auth0Module): Tab {
  const create = (): Client =>
    new Auth0Client({
      domain: location.origin,
      clientId: 'app',
      useRefreshTokens: true,
      cacheLocation: 'localstorage',
      authorizationParams: { redirect_uri: `${location.origin}/callback` },
    })
  let client = create()
  return {
    signIn: async () => {
      let authorize = new URL(location.href)
      await client.loginWithRedirect({ openUrl: (url) => void (authorize = new URL(url)) })
      const back = new URL('/callback', location.origin)
      back.searchParams.set('code', authorize.searchParams.get('nonce') ?? '')
      back.searchParams.set('state', authorize.searchParams.get('state') ?? '')
      await client.handleRedirectCallback(back.href)
    },
    open: async () => {
      client = create()
    },
    renew: () =>
      client.getTokenSilently({ cacheMode: 'off' }).then(
        (token) => token !== '',
        () => false,
      ),
  }
}
