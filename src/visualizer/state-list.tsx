'use client'

import type { ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown as Wait } from './alarms.ts'
import type { ChartTree } from './chart-tree.ts'
import type { Box } from './layout/place-boxes.ts'
import { StateBox } from './state-box.tsx'
import type { Folding } from './use-folding.ts'
import type { Paint } from './verdicts/paint.ts'

export interface StateListProps {
  readonly tree: ChartTree
  readonly parent: string
  readonly boxes: readonly Box[]
  readonly active: readonly string[]
  readonly countdowns: Readonly<Record<string, Wait>>
  readonly now: () => Instant
  readonly hinted: string | null
  readonly folding: Folding
  /** The state whose ways out are told beside the chart. */
  readonly shown: string
  readonly paint: Paint | undefined
  readonly onPick: (id: string) => void
}

/** The states inside a state: a list within a list, whatever the drawing makes of it. */
export function StateList({ parent, ...props }: StateListProps): ReactElement | null {
  const { tree, boxes, active, countdowns, hinted, folding, shown } = props
  const children = tree.children(parent).flatMap((node) => {
    const box = boxes.find(({ id }) => id === node.id)
    return box === undefined ? [] : [{ node, box }]
  })
  if (children.length === 0) return null
  const leadsTo = new Set(hinted === null ? [] : tree.edges([hinted]).flatMap(({ targets }) => targets))
  return (
    <ol>
      {children.map(({ node, box }) => (
        <li key={node.id}>
          <StateBox
            {...{ node, box }}
            on={placeOf(node.id)}
            verdict={props.paint?.get(node.id)}
            isShown={shown === node.id}
            isHinted={leadsTo.has(node.id)}
            inner={tree.children(node.id).length}
            wait={countdowns[node.id]}
            now={props.now}
            onPick={() => props.onPick(node.id)}
            onFold={() => folding.toggle(node.id)}
          />
          {box.isOpen ? <StateList parent={node.id} {...props} /> : null}
        </li>
      ))}
    </ol>
  )

  /** The innermost active state that is drawn is where the chart stands; those around it are on the path. */
  function placeOf(id: string): 'here' | 'path' | undefined {
    if (!active.includes(id)) return undefined
    const isOpen = boxes.find((box) => box.id === id)?.isOpen === true
    return isOpen ? 'path' : 'here'
  }
}
