'use client'

import { useState, type ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown as Wait } from './alarms.ts'
import { spanWords } from './span-words.ts'

const radius = 6
const round = 2 * Math.PI * radius

export interface CountdownProps {
  readonly wait: Wait
  readonly now: () => Instant
}

/** How long until something happens by itself. The ring's own turn, once a second, is the tick: there is no timer to leak. */
export function Countdown({ wait, now }: CountdownProps): ReactElement {
  const [at, setAt] = useState(now)
  const [seen, setSeen] = useState({ until: wait.until, from: wait.from ?? at })
  // Another wait in the same place starts with a full ring.
  if (seen.until !== wait.until) setSeen({ until: wait.until, from: wait.from ?? at })
  const left = Math.max(0, wait.until - Math.max(at, seen.from))
  const whole = Math.max(1, wait.until - seen.from)
  return (
    <span
      className="ac-countdown"
      role="timer"
      aria-label={`in ${spanWords(left)}`}
      onAnimationIteration={() => setAt(now())}
    >
      <svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r={radius} />
        <circle cx="8" cy="8" r={radius} strokeDasharray={round} strokeDashoffset={round * (1 - left / whole)} />
      </svg>
      <span aria-hidden="true">{spanWords(left)}</span>
    </span>
  )
}
