import { after, instant, type Instant } from '../../../machines/time.ts'
import type { AuthStatus, AuthView } from '../../view.ts'

export type ViewOf<Status extends AuthStatus> = Extract<AuthView, { readonly status: Status }>

/** A Monday morning that tests agree on. */
export const testMorning: Instant = instant(Date.UTC(2026, 0, 5, 9))

const hour = 3_600_000

const always = {
  persistence: 'durable',
  connectivity: 'ONLINE',
  pending: 0,
  user: { id: 'mira', name: 'Mira Okafor', email: 'mira@example.com', picture: null },
  isSigningIn: false,
  problem: null,
} as const

const away = { ...always, isAuthenticated: false, isOnline: false } as const

const here = {
  ...always,
  isAuthenticated: true,
  isOnline: true,
  confirmed: true,
  lastServerContactAt: testMorning,
  offlineUntil: after(testMorning, 7 * 24 * hour),
} as const

/** What an app sees in each state when nothing special is said about it. */
export const stateViews: { readonly [Status in AuthStatus]: ViewOf<Status> } = {
  RESTORING: { ...away, user: null, status: 'RESTORING', waiting: null },
  SIGNED_OUT: { ...away, user: null, status: 'SIGNED_OUT', reason: 'never', isSigningOut: false },
  ACTIVE: { ...here, status: 'ACTIVE' },
  REFRESHING: { ...here, status: 'REFRESHING' },
  OFFLINE_STALE: {
    ...here,
    status: 'OFFLINE_STALE',
    isOnline: false,
    connectivity: 'OFFLINE',
    reason: 'network_unavailable',
    since: testMorning,
    retryAt: null,
    retryNotBefore: null,
  },
  REAUTH_REQUIRED: { ...away, status: 'REAUTH_REQUIRED', reason: 'revoked' },
  LOCKED: { ...away, status: 'LOCKED', reason: 'account_disabled' },
}
