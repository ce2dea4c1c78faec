/** The little of oidc-client-ts that reads a cached token takes. Ours to write down: the package itself is optional. */
export interface OidcClientModule {
  readonly UserManager: new (settings: {
    readonly authority: string
    readonly client_id: string
    readonly redirect_uri: string
    readonly userStore?: unknown
  }) => {
    storeUser(user: unknown): Promise<void>
    getUser(): Promise<{ readonly access_token: string; readonly expired?: boolean | undefined } | null>
  }
  readonly User: new (fields: {
    readonly access_token: string
    readonly refresh_token: string
    readonly token_type: string
    readonly scope: string
    readonly expires_at: number
    readonly profile: Readonly<Record<string, unknown>>
  }) => unknown
  readonly WebStorageStateStore: new (options: { readonly store: unknown }) => unknown
  readonly InMemoryWebStorage: new () => unknown
}

/** The same for auth0-spa-js. */
export interface Auth0Module {
  readonly Auth0Client: new (options: {
    readonly domain: string
    readonly clientId: string
    readonly authorizationParams: { readonly redirect_uri: string }
  }) => {
    loginWithRedirect(options: { readonly openUrl: (url: string) => void }): Promise<void>
    handleRedirectCallback(url: string): Promise<unknown>
    getTokenSilently(): Promise<string>
  }
}
