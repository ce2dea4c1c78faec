import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { Brand } from '../parts/brand.tsx'
import { SignInActions, type SigningIn } from '../parts/sign-in-actions.tsx'
import { words } from '../words/en.ts'

type SignedOut = Extract<AuthView, { status: 'SIGNED_OUT' }>

export interface SignedOutScreenProps extends SigningIn {
  readonly reason: SignedOut['reason']
  readonly isSigningOut: boolean
}

export function SignedOutScreen({ reason, isSigningOut, ...signingIn }: SignedOutScreenProps): ReactElement {
  const { title, sentence } = words.signedOut[reason]
  return (
    <main className="stage">
      <div className="card">
        <Brand />
        <h1>{isSigningOut ? words.signingOut : title}</h1>
        {isSigningOut ? null : (
          <>
            <p className="lead">{reason === 'user' && !signingIn.isConnected ? words.signedOutOffline : sentence}</p>
            <SignInActions {...signingIn} label={words.signIn} />
          </>
        )}
      </div>
    </main>
  )
}
