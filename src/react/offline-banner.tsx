'use client'
import type { ReactElement, ReactNode } from 'react'
import type { AuthView } from '../view.ts'
import { useProvided } from './auth-context.ts'
import { useView } from './use-view.ts'

/** The view while the server can't be asked. */
export type OfflineView = Extract<AuthView, { status: 'OFFLINE_STALE' }>

/** What `<OfflineBanner>` hands its render function. */
export interface OfflineBannerParts {
  /** For the element that holds the message. It has to stand before there is one, else screen readers stay silent. */
  readonly regionProps: { readonly role: 'status'; readonly 'aria-live': 'polite' }
  /** What to tell; null while there is nothing to tell. */
  readonly offline: OfflineView | null
  /** Tries the connection now. */
  readonly retry: () => void
}

/** The props of `<OfflineBanner>`. */
export interface OfflineBannerProps {
  readonly children: (parts: OfflineBannerParts) => ReactNode
}

const regionProps = { role: 'status', 'aria-live': 'polite' } as const

/** Lets the app draw its offline message; renders nothing of its own. */
export function OfflineBanner({ children }: OfflineBannerProps): ReactElement {
  const { auth } = useProvided()
  const offline = useView((view) => (view.status === 'OFFLINE_STALE' ? view : null))
  return <>{children({ regionProps, offline, retry: auth.retry })}</>
}
