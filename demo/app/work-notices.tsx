import { useCallback, useSyncExternalStore, type ReactElement, type ReactNode } from 'react'
import type { AuthQueue, QueueProgress } from '../../src/queue/api.ts'
import { useNeedsAttention, usePresence } from '../../src/react/index.ts'
import { Button } from './parts/button.tsx'
import { Link } from './parts/link.tsx'
import { Notice } from './parts/notice.tsx'
import { ProgressLine } from './parts/progress-line.tsx'
import { unsentPath, type Route } from './route.ts'
import { words } from './words/en.ts'
import { policyWords } from './words/policy-en.ts'

export interface WorkNoticesProps {
  readonly queue: AuthQueue | null
  readonly route: Route
  /** Pieces of work that are not sent. */
  readonly pending: number
  /** About the connection or the sign-in. */
  readonly children: ReactNode
}

const nothing: QueueProgress = { sent: 0, total: 0, perSecond: null, remaining: null }

/** What stands above the work: the connection, how far the sending has come, and what waits for a decision. */
export function WorkNotices({ queue, route, pending, children }: WorkNoticesProps): ReactElement {
  const mine = useNeedsAttention()
  const { isSealed, unlock } = usePresence()
  const { sealed } = policyWords.presence
  const subscribe = useCallback((listener: () => void) => queue?.subscribe(listener) ?? (() => {}), [queue])
  const progress = useSyncExternalStore(subscribe, () => queue?.progress() ?? nothing)
  return (
    <>
      {children}
      {isSealed && pending > 0 ? (
        <Notice tone="ask" icon="lock" title={sealed.title(pending)} sentence={sealed.sentence}>
          <Button onClick={() => void unlock()}>{sealed.action}</Button>
        </Notice>
      ) : null}
      <ProgressLine progress={progress} />
      {mine.length === 0 || route.screen !== 'orders' ? null : (
        <Notice
          tone="ask"
          icon="alert"
          title={words.unsent.attention(mine.length)}
          sentence={words.unsent.attentionHint}
        >
          <Link className="button button-plain" href={unsentPath}>
            {words.unsent.look}
          </Link>
        </Notice>
      )}
    </>
  )
}
