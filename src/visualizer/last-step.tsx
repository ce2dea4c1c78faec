'use client'

import type { ReactElement } from 'react'
import type { ChartTree } from './chart-tree.ts'
import { eventName } from './event-names.ts'
import { TriggerIcon } from './icons.tsx'
import { causeOf, titleOf, toneOf, triggerOf } from './plain-words.ts'
import type { Step } from './watch-actor.ts'

export interface LastStepProps {
  readonly tree: ChartTree
  readonly steps: readonly Step[]
}

/** What happened last, in the chart's own sentence; an event that changed nothing says so. */
export function LastStep({ tree, steps }: LastStepProps): ReactElement {
  const last = steps.findLast((step) => movesOf(tree, step).length > 0)
  const newest = steps.at(-1)
  const bounced = newest !== undefined && newest.edges.length === 0 ? newest : null
  const [edge] = last === undefined ? [] : movesOf(tree, last)
  const target = edge === undefined ? undefined : tree.node(edge.targets[0] ?? '')
  return (
    <div className="ac-last" aria-live="polite" data-tone={target === undefined ? 'rest' : toneOf(target)}>
      <h2>What happened last</h2>
      {edge === undefined || target === undefined ? (
        <p className="ac-quiet">Nothing yet. The next step shows up here.</p>
      ) : (
        <>
          <p className="ac-last-move" key={last?.number}>
            <TriggerIcon trigger={triggerOf(edge)} />
            <span>
              {causeOf(edge)} <span aria-hidden="true">→</span> <strong>{titleOf(target)}</strong>
            </span>
          </p>
          {edge.words === null ? null : <p className="ac-quiet">{edge.words.why}</p>}
        </>
      )}
      {bounced === null ? null : (
        <p className="ac-bounced" key={bounced.number}>
          <code>{eventName(bounced.event)}</code> changed nothing
        </p>
      )}
    </div>
  )
}

function movesOf(tree: ChartTree, step: Step): ReturnType<ChartTree['edges']> {
  return tree.edges(step.edges).filter(({ targets }) => targets.length > 0)
}
