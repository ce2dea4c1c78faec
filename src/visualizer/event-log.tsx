'use client'

import type { ReactElement } from 'react'
import type { ChartTree } from './chart-tree.ts'
import { eventName } from './event-names.ts'
import { laneChanges } from './lane-paths.ts'
import type { Step } from './watch-actor.ts'

export interface EventLogProps {
  readonly tree: ChartTree
  readonly steps: readonly Step[]
}

const clockTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** Newest first: when, which event, and what it moved. Names only; the chart's payloads stay where they are. */
export function EventLog({ tree, steps }: EventLogProps): ReactElement {
  if (steps.length === 0) return <p className="ac-quiet">Nothing has happened since the page opened.</p>
  return (
    <div className="ac-log" role="region" aria-label="Event log">
      <ol>
        {steps.toReversed().map((step) => (
          <Row key={step.number} tree={tree} step={step} />
        ))}
      </ol>
    </div>
  )
}

function Row({ tree, step }: { readonly tree: ChartTree; readonly step: Step }): ReactElement {
  const changes = laneChanges(tree, step)
  return (
    <li>
      <time className="ac-quiet">{clockTime.format(step.at)}</time>
      <code>{eventName(step.event)}</code>
      <ul className="ac-changes">
        {changes.map(({ lane, before, after }) => (
          <li key={lane.id}>
            <code>{before}</code>{' '}
            <span role="img" aria-label="to">
              →
            </span>{' '}
            <code>{after}</code>
          </li>
        ))}
        {changes.length > 0 ? null : (
          <li className="ac-quiet">{step.edges.length > 0 ? 'Noted, no state changed' : 'Nothing changed'}</li>
        )}
      </ul>
    </li>
  )
}
