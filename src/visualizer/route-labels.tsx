'use client'

import type { ReactElement } from 'react'
import type { ChartTree } from './chart-tree.ts'
import { TriggerIcon } from './icons.tsx'
import { labelHeight, labelText, type LabelSpot } from './layout/label-spots.ts'
import type { Route } from './layout/route-joins.ts'
import { causeOf, triggerOf } from './plain-words.ts'

export interface RouteLabelsProps {
  readonly tree: ChartTree
  readonly labels: readonly LabelSpot[]
  readonly routes: readonly Route[]
  readonly lit: ReadonlySet<string>
  readonly hinted: string | null
}

/** The trigger's icon and the space after it. */
const icon = 20

/** What leads where from the state that is looked at, at the head of each arrow. Silent: the sentences say the same. */
export function RouteLabels({ tree, labels, routes, lit, hinted }: RouteLabelsProps): ReactElement {
  return (
    <div aria-hidden="true">
      {labels.map(({ to, side, x, y, width }) => {
        const into = routes.filter((route) => route.to === to)
        const ids = into.flatMap(({ edges }) => edges).filter((id) => lit.has(id))
        const isHinted = hinted !== null && ids.includes(hinted)
        const edges = tree.edges(isHinted ? [hinted] : ids)
        const [first] = edges
        if (first === undefined) return null
        const isFar = edges.every(({ source }) => tree.laneOf(source)?.id === source)
        return (
          <div
            key={to}
            className="ac-label"
            data-side={side}
            data-lit={isFar ? 'far' : ''}
            data-hinted={isHinted ? '' : undefined}
            style={{ left: x, top: y, width, height: labelHeight }}
          >
            <TriggerIcon trigger={triggerOf(first)} />
            <span>{labelText(edges.map(causeOf), width - icon)}</span>
          </div>
        )
      })}
    </div>
  )
}
