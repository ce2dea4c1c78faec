import type { ReactElement } from 'react'
import type { EverywhereOutcome } from '../../../src/sign-out/report.ts'
import type { AuthView } from '../../../src/view.ts'
import { Brand } from '../parts/brand.tsx'
import { SignInActions, type SigningIn } from '../parts/sign-in-actions.tsx'
import { words, type Message } from '../words/en.ts'
import { sayReason } from '../words/reason.ts'

type SignedOut = Extract<AuthView, { status: 'SIGNED_OUT' }>

export interface SignedOutScreenProps extends SigningIn {
  readonly reason: SignedOut['reason']
  readonly isSigningOut: boolean
  /** What became of the other devices, where that was asked for. */
  readonly elsewhere?: EverywhereOutcome | null
}

export function SignedOutScreen({
  reason,
  isSigningOut,
  elsewhere = null,
  ...signingIn
}: SignedOutScreenProps): ReactElement {
  const { title, sentence } = messageOf(reason, signingIn.isConnected)
  return (
    <main className="stage">
      <div className="card">
        <Brand />
        <h1>{isSigningOut ? words.signingOut : title}</h1>
        {isSigningOut ? null : (
          <>
            <p className="lead">{sentence}</p>
            {elsewhere === null ? null : <p role="status">{words.elsewhere[elsewhere]}</p>}
            <SignInActions {...signingIn} label={words.signIn} />
          </>
        )}
      </div>
    </main>
  )
}

function messageOf(reason: SignedOut['reason'], isConnected: boolean): Message {
  if (reason === 'never') return words.welcome
  const message = sayReason('SIGNED_OUT', reason, { pending: 0 })
  // With a connection the server has been told.
  return reason === 'user' && isConnected ? { ...message, sentence: words.cleared } : message
}
