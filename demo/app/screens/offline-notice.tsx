import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { words } from '../words/en.ts'
import { sayReason } from '../words/reason.ts'
import { clockTime } from '../words/times.ts'

type Offline = Extract<AuthView, { status: 'OFFLINE_STALE' }>

export interface OfflineNoticeProps extends Pick<Offline, 'reason' | 'since' | 'retryAt' | 'pending'> {
  /** The server has asked for a pause that isn't over. */
  readonly isPaused: boolean
  readonly onRetry: () => void
}

export function OfflineNotice(props: OfflineNoticeProps): ReactElement {
  const { reason, since, retryAt, pending, isPaused, onRetry } = props
  const { action, ...message } = sayReason('OFFLINE_STALE', reason, { pending, since })
  const next = retryAt === null ? words.triesByItself : words.triesAgainAt(clockTime(retryAt))
  return (
    <Notice tone="careful" icon="cut" {...message} next={next}>
      {reason === 'captive_portal' ? (
        // Any plain page makes the network show its own.
        <a className="button button-plain" href="http://example.com/" target="_blank" rel="noopener noreferrer">
          {action}
        </a>
      ) : action === null ? null : (
        <Button onClick={onRetry} disabled={isPaused}>
          {action}
        </Button>
      )}
    </Notice>
  )
}
