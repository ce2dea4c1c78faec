import type { ReactElement } from 'react'
import { useAuth, usePresence } from '../../src/react/index.ts'
import type { FieldApp } from './field-app.ts'
import { LockedScreen } from './screens/locked-screen.tsx'
import { OpeningScreen } from './screens/opening-screen.tsx'
import { SignedOutScreen } from './screens/signed-out-screen.tsx'
import { SignOutDialog } from './screens/sign-out-dialog.tsx'
import { UnlockScreen } from './screens/unlock-screen.tsx'
import { useLeaving } from './use-leaving.ts'
import { usePassed } from './use-passed.ts'
import { useSigningIn } from './use-signing-in.ts'
import { Work } from './work.tsx'

// Nothing is drawn for a wait that nobody would notice.
const noticeableMs = 300

/** One screen per state of the session. */
export function Session({ app }: { readonly app: FieldApp }): ReactElement {
  const view = useAuth()
  const signingIn = useSigningIn()
  const leaving = useLeaving()
  const people = app.usePeople()
  const { isShut, unlock } = usePresence()
  const isLate = usePassed(noticeableMs, view.status)

  return (
    <>
      {screen()}
      {leaving.question === null ? null : (
        <SignOutDialog
          question={leaving.question}
          isOnline={view.isOnline}
          onDecide={leaving.decide}
          onCancel={leaving.stay}
        />
      )}
    </>
  )

  function screen(): ReactElement {
    if (isShut && view.status !== 'SIGNED_OUT' && view.status !== 'LOCKED') return unlockScreen()
    switch (view.status) {
      case 'RESTORING':
        if (view.waiting === 'step_up') return unlockScreen()
        return <OpeningScreen late={isLate} />
      case 'SIGNED_OUT':
        return (
          <SignedOutScreen
            {...signingIn}
            reason={view.reason}
            isSigningOut={view.isSigningOut}
            elsewhere={leaving.elsewhere}
          />
        )
      case 'LOCKED': {
        const { reason, pending } = view
        return (
          <LockedScreen
            {...signingIn}
            reason={reason}
            pending={pending}
            onUseAnother={people.onAdd}
            stranger={people.stranger}
          />
        )
      }
      case 'ACTIVE':
      case 'REFRESHING':
      case 'OFFLINE_STALE':
      case 'REAUTH_REQUIRED':
        return <Work app={app} view={view} signingIn={signingIn} people={people} onSignOut={leaving.begin} />
      default:
        return view satisfies never
    }
  }

  function unlockScreen(): ReactElement {
    const name = view.user?.name ?? null
    return <UnlockScreen name={name} onUnlock={() => void unlock()} onUseAnother={people.onAdd} />
  }
}
