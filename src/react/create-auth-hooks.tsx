'use client'
import type { ReactElement, ReactNode } from 'react'
import type { Auth } from '../auth.ts'
import type { Decision } from '../policy/decision.ts'
import { AuthBoundary } from './auth-boundary.tsx'
import { AuthProvider } from './auth-provider.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Show, type ShowProps } from './show.tsx'
import { StepUpHost } from './step-up-host.tsx'
import { useAccounts } from './use-accounts.ts'
import { useAuth } from './use-auth.ts'
import { useAuthEvent } from './use-auth-event.ts'
import { useAuthReady } from './use-auth-ready.ts'
import { useCan } from './use-can.ts'
import { useConnectivity } from './use-connectivity.ts'
import { useGuard, type Guarded } from './use-guard.ts'
import { useNeedsAttention } from './use-needs-attention.ts'
import { usePresence } from './use-presence.ts'
import { useQueue } from './use-queue.ts'
import { useQueueItem } from './use-queue-item.ts'
import { useStepUp, type SteppedUp } from './use-step-up.ts'
import { useUser } from './use-user.ts'

/** The hooks and components, typed by one auth. */
export interface AuthHooks<Capability extends string> {
  readonly auth: Auth<Capability>
  /** Hands this auth to everything below it. */
  readonly AuthProvider: (props: { readonly children?: ReactNode }) => ReactElement
  readonly AuthBoundary: typeof AuthBoundary
  readonly OfflineBanner: typeof OfflineBanner
  readonly Show: (props: ShowProps<Capability>) => ReactElement
  readonly StepUpHost: typeof StepUpHost
  readonly useAccounts: typeof useAccounts
  readonly useAuth: typeof useAuth
  readonly useAuthEvent: typeof useAuthEvent
  readonly useAuthReady: typeof useAuthReady
  readonly useCan: (capability: Capability) => Decision
  readonly useConnectivity: typeof useConnectivity
  readonly useGuard: <Arguments extends readonly unknown[], Result>(
    capability: Capability,
    act: (...given: Arguments) => Result,
  ) => Guarded<Arguments, Result>
  readonly useNeedsAttention: typeof useNeedsAttention
  readonly usePresence: typeof usePresence
  readonly useQueue: typeof useQueue
  readonly useQueueItem: typeof useQueueItem
  readonly useStepUp: <Arguments extends readonly unknown[], Result>(
    act: (...given: Arguments) => Result,
    options: { readonly capability: Capability },
  ) => SteppedUp<Arguments, Result>
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
    StepUpHost,
    useAccounts,
    useAuth,
    useAuthEvent,
    useAuthReady,
    useCan,
    useConnectivity,
    useGuard,
    useNeedsAttention,
    usePresence,
    useQueue,
    useQueueItem,
    useStepUp,
    useUser,
  }
}
