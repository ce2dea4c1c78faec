import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { SignInActions, type SigningIn } from '../parts/sign-in-actions.tsx'
import { words } from '../words/en.ts'
import { sayReason } from '../words/reason.ts'

type Reauth = Extract<AuthView, { status: 'REAUTH_REQUIRED' }>

export interface ReauthNoticeProps extends SigningIn {
  readonly reason: Reauth['reason']
  readonly pending: number
  readonly onRetry: () => void
}

/** Stands above the orders, which stay readable. */
export function ReauthNotice({ reason, pending, onRetry, ...signingIn }: ReauthNoticeProps): ReactElement {
  const { action, ...message } = sayReason('REAUTH_REQUIRED', reason, { pending })
  return (
    <Notice tone="ask" icon="key" {...message}>
      <SignInActions {...signingIn} label={words.signIn}>
        {reason === 'offline_limit' ? <Button onClick={onRetry}>{action}</Button> : null}
      </SignInActions>
    </Notice>
  )
}
