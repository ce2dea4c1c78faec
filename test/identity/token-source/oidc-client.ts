import { ErrorResponse, InMemoryWebStorage, User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { tokenSource, type SourceToken } from '../../../adapters/identity/token-source.ts'
import type { TokenSourceSubject } from '../../../src/testing/contracts/token-source.contract.ts'
import { oidcServer, redirectUri } from '../oidc-server.ts'
import { callContext, signInRequest } from '../subjects.ts'

/** oidc-client-ts as published, on a real provider. */
export async function oidcClientSubject(): Promise<TokenSourceSubject> {
  const server = await oidcServer()
  const store = new InMemoryWebStorage()
  let opened = (_url: string): void => {}
  const manager = new UserManager(
    {
      authority: server.issuer,
      client_id: 'app',
      redirect_uri: redirectUri,
      scope: 'openid profile offline_access',
      automaticSilentRenew: false,
      userStore: new WebStorageStateStore({ store }),
      stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    },
    {
      // Where a browser would leave the page.
      prepare: async () => ({ navigate: async ({ url }) => (opened(url), new Promise(() => {})), close: () => {} }),
      callback: async () => {},
    },
  )
  const identity = tokenSource({
    issuer: server.issuer,
    client: 'app',
    read: async ({ fresh }) => tokenOf(fresh ? await manager.signinSilent() : await manager.getUser()),
    subscribe: (changed) => {
      const stops = [manager.events.addUserLoaded(changed), manager.events.addUserUnloaded(changed)]
      return () => stops.forEach((stop) => stop())
    },
    redirect: {
      begin: () =>
        new Promise((resolve, reject) => {
          opened = resolve
          manager.signinRedirect({ prompt: 'consent' }).catch(reject)
        }),
      isCallback: (url) => url.startsWith(redirectUri) && new URL(url).searchParams.has('state'),
      complete: (url) => manager.signinRedirectCallback(url),
    },
    signOut: () => manager.removeUser(),
    readError: (error) =>
      error instanceof ErrorResponse
        ? { status: null, error: error.error, description: error.error_description }
        : null,
  })
  return {
    ...server,
    identity,
    context: (signal) => callContext(signal === undefined ? {} : { signal }),
    request: signInRequest('redirect'),
    renewByItself: async () => void (await manager.signinSilent()),
    async swapUser() {
      const user = await manager.getUser()
      if (user === null) return
      const { token_type, expires_at = 0, profile } = user
      const theirs = { access_token: 'of-jonas', profile: { ...profile, sub: 'jonas' } }
      await manager.storeUser(new User({ token_type, expires_at, ...theirs }))
    },
  }
}

function tokenOf(user: User | null): SourceToken | null {
  if (user === null) return null
  const { access_token: token, expires_at: seconds = 0, profile } = user
  return { token, subject: profile.sub, expiresAt: seconds * 1000, profile: { name: profile.name ?? null } }
}
