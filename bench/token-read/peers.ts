import type { Auth0Module, OidcClientModule } from './peer-modules.ts'

export type Read = () => Promise<string>

/** As its documentation shows it: the user is kept in sessionStorage. */
export async function oidcClient(peer: OidcClientModule, token: string): Promise<Read> {
  return readerOf(peer, token, {})
}

/** The fastest setting it offers: the user is kept in memory, and lost with the page. */
export async function oidcClientInMemory(peer: OidcClientModule, token: string): Promise<Read> {
  return readerOf(peer, token, { userStore: new peer.WebStorageStateStore({ store: new peer.InMemoryWebStorage() }) })
}

async function readerOf(
  peer: OidcClientModule,
  token: string,
  settings: { readonly userStore?: unknown },
): Promise<Read> {
  const manager = new peer.UserManager({
    authority: location.origin,
    client_id: 'app',
    redirect_uri: `${location.origin}/callback`,
    ...settings,
  })
  await manager.storeUser(
    new peer.User({
      access_token: token,
      refresh_token: 'refresh',
      token_type: 'Bearer',
      scope: 'openid offline_access',
      expires_at: Math.floor(Date.now() / 1_000) + 3_600,
      profile: { iss: location.origin, sub: 'mira', aud: 'app', exp: 4_000_000_000, iat: 1_700_000_000 },
    }),
  )
  return async () => {
    const user = await manager.getUser()
    return user === null || user.expired === true ? '' : user.access_token
  }
}

/** With its default settings: cached in memory. Signs in by its own redirect flow against the benchmark's token endpoint. */
export async function auth0(peer: Auth0Module): Promise<Read> {
  const client = new peer.Auth0Client({
    domain: location.origin,
    clientId: 'app',
    authorizationParams: { redirect_uri: `${location.origin}/callback` },
  })
  let authorize = new URL(location.href)
  await client.loginWithRedirect({ openUrl: (url) => void (authorize = new URL(url)) })
  const back = new URL('/callback', location.origin)
  // The token endpoint puts the code into the ID token's `nonce`: all that a real one would look up by it.
  back.searchParams.set('code', authorize.searchParams.get('nonce') ?? '')
  back.searchParams.set('state', authorize.searchParams.get('state') ?? '')
  await client.handleRedirectCallback(back.href)
  return () => client.getTokenSilently()
}
