'use client'

import { useState } from 'react'
import type { ChartTree } from './chart-tree.ts'

export interface Folding {
  isOpen(id: string): boolean
  toggle(id: string): void
}

interface FoldingOptions {
  readonly active: readonly string[]
  /** There is room to show what stands inside the states of a lane. */
  readonly roomy: boolean
}

/** Which states show what is inside them: the active ones do, others where there is room, and what the reader chose stays. */
export function useFolding(tree: ChartTree, { active, roomy }: FoldingOptions): Folding {
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const isLane = (id: string): boolean => tree.lanes.some((lane) => lane.id === id)

  function isOpen(id: string): boolean {
    const parent = tree.node(id)?.parent
    return (
      chosen[id] ??
      (isLane(id) || active.includes(id) || (roomy && parent !== null && parent !== undefined && isLane(parent)))
    )
  }

  return { isOpen, toggle: (id) => setChosen({ ...chosen, [id]: !isOpen(id) }) }
}
