'use client'

import type { ReactElement } from 'react'

/** One piece of work that has not reached the server. */
export interface WatchedItem {
  readonly id: string
  /** What it does, in the app's words. */
  readonly title: string
  /** Where it stands: waiting, sending, … */
  readonly state: string
  /** What somebody who looks closer wants to know: attempts, the next one, why it stopped. */
  readonly note?: string
}

/** The queue, first in line first. */
export function QueueList({ items }: { readonly items: readonly WatchedItem[] }): ReactElement {
  if (items.length === 0) return <p className="ac-quiet">Nothing waits. Everything you did has been sent.</p>
  return (
    <ol className="ac-queue">
      {items.map(({ id, title, state, note }) => (
        <li key={id}>
          <span>{title}</span>
          <code>{state}</code>
          {note === undefined ? null : <span className="ac-quiet">{note}</span>}
        </li>
      ))}
    </ol>
  )
}
