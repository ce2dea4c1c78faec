import { createAuth, isAuthError, type AuthView } from 'authchart'
import { indexedDb } from 'authchart/adapters/indexed-db'
import { kyAuth } from 'authchart/adapters/ky'
import { oidc } from 'authchart/adapters/oidc'
import { browser } from 'authchart/browser'
import {
  AuthBoundary,
  AuthProvider,
  OfflineBanner,
  Show,
  createAuthHooks,
  useAuth,
  useAuthEvent,
  useAuthReady,
  useConnectivity,
  useUser,
} from 'authchart/react'
import { Suspense, type ReactElement } from 'react'

const auth = createAuth({
  identity: oidc({ issuer: 'https://id.example.com', clientId: 'field-app', redirectUri: '/callback' }),
  store: indexedDb({ name: 'field-app' }),
  platform: browser(),
  offlineFor: '7d',
})

export async function readOrders(): Promise<unknown> {
  try {
    await auth.ready
    await auth.getAccessToken({ minTtl: '30s' })
    return await kyAuth(auth).get('https://api.example.com/orders').json()
  } catch (error) {
    return isAuthError(error) ? error.code : null
  }
}

/** Every status has its sentence, and nothing is read that the status doesn't have. */
export function sentenceFor(view: AuthView): string {
  switch (view.status) {
    case 'RESTORING':
      return view.waiting ?? 'opening'
    case 'SIGNED_OUT':
    case 'REAUTH_REQUIRED':
    case 'LOCKED':
      return view.reason
    case 'ACTIVE':
    case 'REFRESHING':
      return String(view.confirmed)
    case 'OFFLINE_STALE':
      return `${view.reason} since ${view.since}`
    default:
      return view satisfies never
  }
}

function Account(): ReactElement {
  const { status, signIn, signOut } = useAuth()
  const isAuthenticated: boolean = useAuth((view) => view.isAuthenticated)
  const { network } = useConnectivity()
  useAuthEvent('offline.entered', ({ reason }) => void reason)
  return (
    <button onClick={() => void (isAuthenticated ? signOut() : signIn())}>
      {status} {network}
    </button>
  )
}

export function App(): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <OfflineBanner>{({ regionProps, offline }) => <p {...regionProps}>{offline?.reason}</p>}</OfflineBanner>
      <Show when="ACTIVE" fallback={<Account />}>
        <Account />
      </Show>
    </AuthProvider>
  )
}

const hooks = createAuthHooks(auth)

function Work(): ReactElement {
  return (
    <h1>
      {useUser()?.name} {useAuthReady().status}
    </h1>
  )
}

/** Every state has its screen. */
export function WholeApp(): ReactElement {
  return (
    <hooks.AuthProvider>
      <AuthBoundary
        restoring={({ waiting }) => waiting}
        signedOut={<p>Sign in</p>}
        reauth={({ reason }) => reason}
        locked={({ reason }) => reason}
      >
        <Suspense fallback={null}>
          <Work />
        </Suspense>
      </AuthBoundary>
    </hooks.AuthProvider>
  )
}
