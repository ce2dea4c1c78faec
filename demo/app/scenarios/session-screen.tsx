import '../styles/base.css'
import '../styles/head.css'
import '../styles/layout.css'
import '../styles/work.css'
import type { ReactElement } from 'react'
import { LockedScreen } from '../screens/locked-screen.tsx'
import { OfflineNotice } from '../screens/offline-notice.tsx'
import { OpeningScreen } from '../screens/opening-screen.tsx'
import { ReauthNotice } from '../screens/reauth-notice.tsx'
import { SignedOutScreen } from '../screens/signed-out-screen.tsx'
import { statusOf } from '../status.ts'
import type { SigningIn } from '../parts/sign-in-actions.tsx'
import type { ScreenId } from '../../../machines/words.ts'
import type { AuthView } from '../../../src/view.ts'
import { ADay } from './a-day.tsx'

type Screen = (view: AuthView) => ReactElement

/**
 * The demo's screen for each screen the chart's words name. A new one without a screen doesn't compile. What isn't a
 * state of the session shows on top of the day.
 */
const screens: Readonly<Record<ScreenId, Screen>> = {
  restoring: () => <OpeningScreen late />,
  'device-locked': () => <OpeningScreen late />,
  unlock: () => <OpeningScreen late />,
  'signed-out': signedOut,
  'signing-in': signingInOver,
  'signing-out': signedOut,
  active: day,
  refreshing: day,
  'offline-stale': day,
  'reauth-required': day,
  locked,
  'status-line': day,
  queue: day,
  'step-up': day,
  'deferred-sign-out': signedOut,
}

export interface SessionScreenProps {
  readonly screen: ScreenId
  readonly view: AuthView
}

/** What the user sees, rendered by the demo's own screens from what the app knows at that moment. */
export function SessionScreen({ screen, view }: SessionScreenProps): ReactElement {
  return screens[screen](view)
}

/** Nothing in a story leads anywhere. */
function nothing(): void {}

function signingInOver(view: AuthView): ReactElement {
  switch (view.status) {
    case 'SIGNED_OUT':
      return signedOut(view)
    case 'LOCKED':
      return locked(view)
    case 'RESTORING':
      return <OpeningScreen late />
    default:
      return day(view)
  }
}

function signedOut(view: AuthView): ReactElement {
  if (view.status !== 'SIGNED_OUT') return day(view)
  return <SignedOutScreen {...signingInOf(view)} reason={view.reason} isSigningOut={view.isSigningOut} />
}

function locked(view: AuthView): ReactElement {
  if (view.status !== 'LOCKED') return day(view)
  return <LockedScreen {...signingInOf(view)} reason={view.reason} pending={view.pending} onUseAnother={nothing} />
}

function day(view: AuthView): ReactElement {
  return <ADay status={statusOf(view)} pending={view.pending} isKept={!view.isOnline} notice={noticeOf(view)} />
}

function noticeOf(view: AuthView): ReactElement | null {
  if (view.status === 'OFFLINE_STALE')
    return <OfflineNotice {...view} isPaused={view.retryNotBefore !== null} onRetry={nothing} />
  if (view.status !== 'REAUTH_REQUIRED') return null
  return <ReauthNotice {...signingInOf(view)} reason={view.reason} pending={view.pending} onRetry={nothing} />
}

function signingInOf(view: AuthView): SigningIn {
  const { isSigningIn, problem, connectivity } = view
  return { isSigningIn, problem, isConnected: connectivity !== 'OFFLINE', onSignIn: nothing, onCancel: nothing }
}
