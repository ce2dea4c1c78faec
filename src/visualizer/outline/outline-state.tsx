'use client'

import type { ReactElement } from 'react'
import type { ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { FoldIcon, ToneIcon } from '../icons.tsx'
import { titleOf, toneOf, toneWords } from '../plain-words.ts'
import type { Step } from '../watch-actor.ts'
import type { Firing } from '../simulate/firing.ts'
import { OutlineWay } from './outline-way.tsx'

export interface OutlineRowsProps {
  readonly tree: ChartTree
  readonly active: readonly string[]
  readonly step: Step | null
  readonly firing: Firing | undefined
  readonly isOpen: (id: string) => boolean
  /** The row that the Tab key reaches. */
  readonly stop: string
  readonly onToggle: (id: string) => void
  readonly onFollow: (edge: string) => void
}

/** A state, where it can go, and the states inside it. */
export function OutlineState({ node, ...rows }: OutlineRowsProps & { readonly node: ChartNode }): ReactElement {
  const { tree, active, isOpen, stop, onToggle } = rows
  const isActive = active.includes(node.id)
  const ways = tree.edgesFrom(node.id).filter(({ forbidden }) => !forbidden)
  const inner = tree.children(node.id)
  const hasMore = ways.length + inner.length > 0
  const isHere = isActive && !inner.some(({ id }) => active.includes(id))
  return (
    <li className="ac-outline-state" data-tone={toneOf(node)} data-on={isHere ? 'here' : isActive ? 'path' : undefined}>
      <button
        type="button"
        className="ac-outline-row"
        data-row={node.id}
        tabIndex={stop === node.id ? 0 : -1}
        aria-current={isActive ? 'true' : undefined}
        aria-expanded={hasMore ? isOpen(node.id) : undefined}
        onClick={() => onToggle(node.id)}
      >
        <span className="ac-outline-fold">{hasMore ? <FoldIcon /> : null}</span>
        <span className="ac-tone">
          <ToneIcon tone={toneOf(node)} />
        </span>
        <span>
          <strong>{titleOf(node)}</strong> <code className="ac-quiet">{node.key}</code>
        </span>
        {isHere ? <span className="ac-badge">Now: {toneWords[toneOf(node)]}</span> : null}
      </button>
      {hasMore && isOpen(node.id) ? (
        <ul className="ac-outline-list">
          {ways.map((edge) => (
            <OutlineWay key={edge.id} edge={edge} isFireable={isActive} {...rows} />
          ))}
          {inner.map((child) => (
            <OutlineState key={child.id} node={child} {...rows} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}
