import { instant } from '../../../machines/time.ts'
import type { AuthView } from '../../../src/view.ts'

const user = { id: 'nfs-1042', name: 'Mira Okafor', email: 'mira@fieldwork.example', picture: null }

const signedIn = {
  isAuthenticated: true,
  isOnline: true,
  persistence: 'durable',
  connectivity: 'ONLINE',
  pending: 0,
  user,
  isSigningIn: false,
  problem: null,
  confirmed: true,
  lastServerContactAt: instant(1_000),
  offlineUntil: instant(604_801_000),
} as const

export const active = { ...signedIn, status: 'ACTIVE' } as const satisfies AuthView

export const offline = {
  ...signedIn,
  status: 'OFFLINE_STALE',
  isOnline: false,
  connectivity: 'OFFLINE',
  reason: 'network_unavailable',
  since: instant(2_000),
  retryAt: null,
  retryNotBefore: null,
} as const satisfies AuthView

export const signedOut = {
  status: 'SIGNED_OUT',
  reason: 'never',
  isSigningOut: false,
  isAuthenticated: false,
  isOnline: false,
  persistence: 'durable',
  connectivity: 'ONLINE',
  pending: 0,
  user: null,
  isSigningIn: false,
  problem: null,
} as const satisfies AuthView

const away = {
  isAuthenticated: false,
  isOnline: false,
  persistence: 'durable',
  connectivity: 'ONLINE',
  pending: 0,
  user,
  isSigningIn: false,
  problem: null,
} as const

export const restoring = { ...away, user: null, status: 'RESTORING', waiting: 'unlock' } as const satisfies AuthView

export const reauth = { ...away, status: 'REAUTH_REQUIRED', reason: 'revoked' } as const satisfies AuthView

export const locked = { ...away, status: 'LOCKED', reason: 'account_disabled' } as const satisfies AuthView
