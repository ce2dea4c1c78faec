'use client'
import type { AuthView } from '../view.ts'
import { useView } from './use-view.ts'

type Offline = Extract<AuthView, { status: 'OFFLINE_STALE' }>
type Moment = Offline['since']

/** How the server can be reached, and since when it can't. */
export interface ConnectivityView {
  /** What is known of the network itself. */
  readonly network: AuthView['connectivity']
  /** The server can be asked right now. */
  readonly isOnline: boolean
  /** Why the session works without the server; null while it doesn't have to. */
  readonly reason: Offline['reason'] | null
  readonly since: Moment | null
  readonly lastServerContactAt: Moment | null
  /** When working offline ends; null without a limit. */
  readonly offlineUntil: Moment | null
  readonly retryAt: Moment | null
  readonly retryNotBefore: Moment | null
}

/** The way to the server: whether it is open, since when not, and when it is tried again. */
export function useConnectivity(): ConnectivityView {
  return useView(connectivityOf)
}

export function connectivityOf(view: AuthView): ConnectivityView {
  const offline = view.status === 'OFFLINE_STALE' ? view : null
  return {
    network: view.connectivity,
    isOnline: view.isOnline,
    reason: offline?.reason ?? null,
    since: offline?.since ?? null,
    lastServerContactAt: view.isAuthenticated ? view.lastServerContactAt : null,
    offlineUntil: view.isAuthenticated ? view.offlineUntil : null,
    retryAt: offline?.retryAt ?? null,
    retryNotBefore: offline?.retryNotBefore ?? null,
  }
}
