'use client'

import { useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'
import type { ChartTree } from '../chart-tree.ts'

export interface Roving {
  readonly container: RefObject<HTMLDivElement | null>
  /** The row that the Tab key reaches. */
  readonly stop: string
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (event: FocusEvent) => void
  /** Moves the focus along an edge, to the state it leads to. */
  readonly follow: (edge: string) => void
}

/** One Tab stop over all rows: up and down walk them, right goes along an edge, left comes back. */
export function useRoving(tree: ChartTree, first: string): Roving {
  const container = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const came = useRef<readonly string[]>([])

  const rows = (): readonly HTMLElement[] => [...(container.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const focus = (id: string | undefined): boolean => {
    const row = rows().find(({ dataset }) => dataset['row'] === id)
    row?.focus()
    return row !== undefined
  }

  function follow(edge: string): void {
    const [target] = tree.edges([edge]).flatMap(({ targets }) => targets)
    // A state inside a closed one is reached at the closest that is shown.
    const shown = tree.withAncestors(target ?? '').find(({ id }) => rows().some(({ dataset }) => dataset['row'] === id))
    if (shown === undefined) return
    came.current = [...came.current, edge]
    focus(shown.id)
  }

  function comeBack(from: string): void {
    const way = came.current.at(-1)
    came.current = came.current.slice(0, -1)
    if (way !== undefined && focus(way)) return
    const source = tree.edges([from])[0]?.source ?? tree.node(from)?.parent
    focus(source ?? undefined)
  }

  return {
    container,
    stop: focused ?? first,
    follow,
    onFocus: ({ target }) => {
      const row = target instanceof HTMLElement ? target.dataset['row'] : undefined
      if (row !== undefined) setFocused(row)
    },
    onKeyDown: (event) => {
      const all = rows()
      const place = all.findIndex((row) => row === document.activeElement)
      const here = all[place]?.dataset['row']
      if (here === undefined) return
      const moves: Readonly<Record<string, () => void>> = {
        ArrowDown: () => all[Math.min(place + 1, all.length - 1)]?.focus(),
        ArrowUp: () => all[Math.max(place - 1, 0)]?.focus(),
        Home: () => all[0]?.focus(),
        End: () => all.at(-1)?.focus(),
        ArrowRight: () => follow(here),
        ArrowLeft: () => comeBack(here),
      }
      const move = moves[event.key]
      if (move === undefined) return
      event.preventDefault()
      move()
    },
  }
}
