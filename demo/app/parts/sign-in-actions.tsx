import type { ReactElement, ReactNode } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'

export interface SigningIn {
  readonly isSigningIn: boolean
  readonly isConnected: boolean
  readonly problem: AuthView['problem']
  readonly onSignIn: () => void
  readonly onCancel: () => void
}

export interface SignInActionsProps extends SigningIn {
  readonly label: string
  readonly children?: ReactNode
}

/** The way in, and what became of the last try. */
export function SignInActions(props: SignInActionsProps): ReactElement {
  const { isSigningIn, isConnected, problem, onSignIn, onCancel, label, children } = props
  return (
    <div className="sign-in">
      <p className="sign-in-problem" role="status">
        {problem === null || isSigningIn ? (isConnected ? null : words.needsConnection) : words.problem[problem]}
      </p>
      {isSigningIn ? (
        <>
          <Button kind="primary" disabled aria-busy="true">
            {words.signingIn}
          </Button>
          <Button kind="quiet" onClick={onCancel}>
            {words.cancel}
          </Button>
        </>
      ) : (
        <>
          <Button kind="primary" disabled={!isConnected} onClick={onSignIn}>
            {label}
          </Button>
          {children}
        </>
      )}
    </div>
  )
}
