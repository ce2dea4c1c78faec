import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { Notice } from '../parts/notice.tsx'
import { SignInActions, type SigningIn } from '../parts/sign-in-actions.tsx'
import { words } from '../words/en.ts'

type Reauth = Extract<AuthView, { status: 'REAUTH_REQUIRED' }>

export interface ReauthNoticeProps extends SigningIn {
  readonly reason: Reauth['reason']
  readonly pending: number
}

/** Stands above the orders, which stay readable. */
export function ReauthNotice({ reason, pending, ...signingIn }: ReauthNoticeProps): ReactElement {
  return (
    <Notice tone="ask" icon="key" {...words.reauth[reason]({ count: pending })}>
      <SignInActions {...signingIn} label={words.signIn} />
    </Notice>
  )
}
