import type { Tab } from './tab.ts'

interface OidcClientModule {
  readonly UserManager: new (settings: object) => {
    storeUser(user: unknown): Promise<void>
    signinSilent(): Promise<unknown>
  }
  readonly User: new (fields: object) => unknown
  readonly WebStorageStateStore: new (options: { readonly store: unknown }) => unknown
}

export function oidcClient({ UserManager, User, WebStorageStateStore }: OidcClientModule): Tab {
  const create = (): InstanceType<typeof UserManager> =>
    new UserManager({
      authority: location.origin,
      client_id: 'app',
      redirect_uri: `${location.origin}/callback`,
      automaticSilentRenew: false,
      userStore: new WebStorageStateStore({ store: localStorage }),
    })
  let manager = create()
  return {
    signIn: async () => {
      const body = new URLSearchParams({ grant_type: 'password', client_id: 'app' })
      const granted = (await (await fetch('/token', { method: 'POST', body })).json()) as Record<string, unknown>
      const profile = { iss: location.origin, sub: 'mira', aud: 'app', exp: 4_000_000_000, iat: 1_700_000_000 }
      const expired = Math.floor(Date.now() / 1_000) - 60
      await manager.storeUser(new User({ ...granted, scope: 'openid offline_access', expires_at: expired, profile }))
    },
    open: async () => {
      manager = create()
    },
    renew: () =>
      manager.signinSilent().then(
        (user) => user !== null,
        () => false,
      ),
  }
}
