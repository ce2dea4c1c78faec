import type { ReactElement } from 'react'
import type { QueueProgress } from '../../../src/queue/api.ts'
import { words } from '../words/en.ts'

// One or two changes are gone before anybody has read a bar.
const worthShowing = 5

/** How far a long queue has come. */
export function ProgressLine({ progress }: { readonly progress: QueueProgress }): ReactElement | null {
  const { sent, total, perSecond, remaining } = progress
  if (total < worthShowing || sent === 0 || sent === total) return null
  return (
    <div className="progress">
      <progress value={sent} max={total} aria-label={words.unsent.progress(sent, total)} />
      <p className="quiet figures">
        {words.unsent.progress(sent, total)}
        {perSecond === null || remaining === null ? null : (
          <>
            , {words.unsent.rate(Math.max(1, Math.round(perSecond)), words.unsent.seconds(Math.ceil(remaining / 1000)))}
          </>
        )}
      </p>
    </div>
  )
}
