import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { SignInActions, type SigningIn } from '../parts/sign-in-actions.tsx'
import type { People } from '../use-people.ts'
import { words } from '../words/en.ts'
import { sayReason } from '../words/reason.ts'

type Locked = Extract<AuthView, { status: 'LOCKED' }>

export interface LockedScreenProps extends SigningIn {
  readonly reason: Locked['reason']
  /** Unsent changes kept on this device. */
  readonly pending: number
  /** Somebody else has just signed in here. */
  readonly stranger?: People['stranger']
  readonly onUseAnother: () => void
}

export function LockedScreen({
  reason,
  pending,
  onUseAnother,
  stranger = null,
  ...signingIn
}: LockedScreenProps): ReactElement {
  const { title, sentence } = sayReason('LOCKED', reason, { pending })
  return (
    <main className="stage">
      <div className="card">
        <span className="seal" data-tone="stop">
          <Icon name="lock" />
        </span>
        <h1>{title}</h1>
        <p className="lead">{sentence}</p>
        <p className="quiet">{words.lockedHint}</p>
        <SignInActions {...signingIn} label={words.signInAgain}>
          <Button onClick={onUseAnother}>{words.useAnother}</Button>
          {stranger === null ? null : <Button onClick={stranger.onGoOn}>{words.stranger(stranger.name)}</Button>}
        </SignInActions>
      </div>
    </main>
  )
}
