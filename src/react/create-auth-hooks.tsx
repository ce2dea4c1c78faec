'use client'
import type { ReactElement, ReactNode } from 'react'
import type { Auth } from '../auth.ts'
import { AuthBoundary } from './auth-boundary.tsx'
import { AuthProvider } from './auth-provider.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Show } from './show.tsx'
import { useAuth } from './use-auth.ts'
import { useAuthEvent } from './use-auth-event.ts'
import { useAuthReady } from './use-auth-ready.ts'
import { useConnectivity } from './use-connectivity.ts'
import { useQueue } from './use-queue.ts'
import { useUser } from './use-user.ts'

/** The hooks and components, typed by one auth. */
export interface AuthHooks<Capability extends string> {
  readonly auth: Auth<Capability>
  /** Hands this auth to everything below it. */
  readonly AuthProvider: (props: { readonly children?: ReactNode }) => ReactElement
  readonly AuthBoundary: typeof AuthBoundary
  readonly OfflineBanner: typeof OfflineBanner
  readonly Show: typeof Show
  readonly useAuth: typeof useAuth
  readonly useAuthEvent: typeof useAuthEvent
  readonly useAuthReady: typeof useAuthReady
  readonly useConnectivity: typeof useConnectivity
  readonly useQueue: typeof useQueue
  readonly useUser: typeof useUser
}

/** The hooks for one auth, for an app that would rather import them than augment `Register`. The nearest provider counts. */
export function createAuthHooks<Capability extends string>(auth: Auth<Capability>): AuthHooks<Capability> {
  return {
    auth,
    AuthProvider: ({ children }) => <AuthProvider auth={auth}>{children}</AuthProvider>,
    AuthBoundary,
    OfflineBanner,
    Show,
    useAuth,
    useAuthEvent,
    useAuthReady,
    useConnectivity,
    useQueue,
    useUser,
  }
}
