import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { SignInActions, type SigningIn } from '../parts/sign-in-actions.tsx'
import type { People } from '../use-people.ts'
import { words } from '../words/en.ts'
import { sayReason } from '../words/reason.ts'

type Reauth = Extract<AuthView, { status: 'REAUTH_REQUIRED' }>

export interface ReauthNoticeProps extends SigningIn {
  readonly reason: Reauth['reason']
  readonly pending: number
  /** Somebody else has just signed in here. */
  readonly stranger?: People['stranger']
  readonly onRetry: () => void
}

/** Stands above the orders, which stay readable. */
export function ReauthNotice({
  reason,
  pending,
  onRetry,
  stranger = null,
  ...signingIn
}: ReauthNoticeProps): ReactElement {
  const { action, ...message } = sayReason('REAUTH_REQUIRED', reason, { pending })
  return (
    <Notice tone="ask" icon="key" {...message}>
      <SignInActions {...signingIn} label={words.signIn}>
        {reason === 'offline_limit' ? <Button onClick={onRetry}>{action}</Button> : null}
        {stranger === null ? null : <Button onClick={stranger.onGoOn}>{words.stranger(stranger.name)}</Button>}
      </SignInActions>
    </Notice>
  )
}
