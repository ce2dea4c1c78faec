'use client'

import { useId, useMemo, useState, type ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown } from './alarms.ts'
import type { ChartNode } from './chart-model.ts'
import type { ChartTree } from './chart-tree.ts'
import { ToneIcon } from './icons.tsx'
import type { LaneRow } from './layout/arrange-lanes.ts'
import { drawLane } from './layout/draw-lane.ts'
import { titleOf, toneOf } from './plain-words.ts'
import { RouteLabels } from './route-labels.tsx'
import { Routes, type TakenEdges } from './routes.tsx'
import { StateList } from './state-list.tsx'
import type { Folding } from './use-folding.ts'
import type { Paint } from './verdicts/paint.ts'

export interface LaneProps {
  readonly tree: ChartTree
  readonly lane: ChartNode
  readonly room: LaneRow['room']
  readonly active: readonly string[]
  readonly countdowns: Readonly<Record<string, Countdown>>
  readonly now: () => Instant
  readonly lit: ReadonlySet<string>
  readonly taken: TakenEdges | null
  readonly hinted: string | null
  readonly folding: Folding
  readonly shown: string
  readonly paint: Paint | undefined
  readonly onPick: (id: string) => void
}

/** One region: its states as boxes, its transitions in the gutter beside them. */
export function Lane({ lane, room, ...props }: LaneProps): ReactElement {
  const { tree, active, lit, taken, hinted, folding, paint } = props
  const { width, columns } = room
  const open = openIn(tree, lane, folding).join('\n')
  // Most events move no box.
  const drawing = useMemo(() => {
    const ids = new Set(open.split('\n'))
    return drawLane(tree, lane, { width, columns, isOpen: (id) => ids.has(id) })
  }, [tree, lane, width, columns, open])
  const [isFolded, setFolded] = useState(false)
  const heading = useId()
  const innermost = tree.node(active.findLast((id) => tree.laneOf(id)?.id === lane.id) ?? '')
  return (
    <section className="ac-lane" aria-labelledby={heading}>
      <header className="ac-lane-head">
        <h2 id={heading}>{titleOf(lane)}</h2>
        {titleOf(lane) === lane.key ? null : <code>{lane.key}</code>}
        <button type="button" aria-expanded={!isFolded} aria-describedby={heading} onClick={() => setFolded(!isFolded)}>
          {isFolded ? 'Unfold' : 'Fold'}
        </button>
      </header>
      {isFolded && innermost !== undefined ? (
        <p className="ac-lane-now" data-tone={toneOf(innermost)}>
          <span className="ac-tone">
            <ToneIcon tone={toneOf(innermost)} />
          </span>
          {titleOf(innermost)} <code className="ac-quiet">{innermost.key}</code>
        </p>
      ) : null}
      {isFolded ? null : (
        <div className="ac-canvas" style={{ width: drawing.width, height: drawing.height }}>
          <Routes routes={drawing.routes} rail={drawing.rail} {...{ tree, lit, taken, hinted, paint }} />
          <RouteLabels {...drawing} {...{ tree, lit, hinted }} />
          <StateList parent={lane.id} boxes={drawing.boxes} {...props} />
        </div>
      )}
    </section>
  )
}

function openIn(tree: ChartTree, parent: ChartNode, folding: Folding): readonly string[] {
  return tree
    .children(parent.id)
    .flatMap((child) => (folding.isOpen(child.id) ? [child.id, ...openIn(tree, child, folding)] : []))
}
