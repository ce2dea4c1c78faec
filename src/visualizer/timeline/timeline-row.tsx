'use client'

import type { ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import { eventName } from '../event-names.ts'
import { laneChanges } from '../lane-paths.ts'
import { spanWords } from '../span-words.ts'
import type { Step } from '../watch-actor.ts'

export interface TimelineRowProps {
  readonly tree: ChartTree
  readonly step: Step
  /** Milliseconds since the event before; null for the first. */
  readonly since: number | null
}

const clockTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

export function TimelineRow({ tree, step, since }: TimelineRowProps): ReactElement {
  const changes = laneChanges(tree, step)
  const guards = new Set(tree.edges(step.edges).flatMap(({ guard }) => (guard === null ? [] : [guard.words])))
  return (
    <tr>
      <td>
        <time dateTime={new Date(step.at).toISOString()}>{clockTime.format(step.at)}</time>
      </td>
      <th scope="row">
        <code>{eventName(step.event)}</code>
      </th>
      <td>
        {changes.map(({ lane, before, after }) => (
          <p key={lane.id}>
            <code>{before === '' ? '–' : before}</code>{' '}
            <span role="img" aria-label="to">
              →
            </span>{' '}
            <code>{after}</code>
          </p>
        ))}
        {changes.length > 0 ? null : (
          <span className="ac-quiet">{step.edges.length > 0 ? 'Noted, no state changed' : 'Changed nothing'}</span>
        )}
      </td>
      <td>{guards.size === 0 ? <span className="ac-quiet">none</span> : [...guards].join(', ')}</td>
      <td>{since === null ? <span className="ac-quiet">start</span> : elapsedWords(since)}</td>
    </tr>
  )
}

function elapsedWords(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : spanWords(milliseconds)
}
