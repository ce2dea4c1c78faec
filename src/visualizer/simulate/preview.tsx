'use client'

import type { ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import { laneChanges } from '../lane-paths.ts'
import { titleOf } from '../plain-words.ts'
import type { Possible } from './happening.ts'

export interface PreviewProps {
  readonly tree: ChartTree
  readonly preview: Possible | null
}

/** What would happen, region by region, before it is set off. Always takes its line, so that nothing jumps. */
export function Preview({ tree, preview }: PreviewProps): ReactElement {
  if (preview === null) {
    return (
      <p className="ac-preview ac-quiet">
        Ways marked with an outline can be set off. Point at one to see what it would do.
      </p>
    )
  }
  const changes = laneChanges(tree, preview.frame.step)
  return (
    <p className="ac-preview">
      <span className="ac-quiet">Would happen: </span>
      {changes.length === 0 ? 'it is noted, and no state changes' : null}
      {changes.map(({ lane, before, after }, place) => (
        <span key={lane.id}>
          {place === 0 ? '' : ' · '}
          {titleOf(lane)} <code>{before}</code> <span aria-label="to">→</span> <code>{after}</code>
        </span>
      ))}
    </p>
  )
}
