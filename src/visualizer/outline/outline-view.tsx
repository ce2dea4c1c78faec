'use client'

import { useState, type ReactElement } from 'react'
import { ChartStyle } from '../chart-style.tsx'
import type { ChartTree } from '../chart-tree.ts'
import { innermostOf } from '../lane-paths.ts'
import type { Step } from '../watch-actor.ts'
import type { Firing } from '../simulate/firing.ts'
import { outlineCss } from './outline-css.ts'
import { OutlineState } from './outline-state.tsx'
import { spokenStep } from './spoken-step.ts'
import { useRoving } from './use-roving.ts'

export interface OutlineViewProps {
  readonly tree: ChartTree
  readonly active: readonly string[]
  /** What happened last; it is spoken. */
  readonly step: Step | null
  readonly label: string
  /** Without it, Enter on a way goes to where it leads. */
  readonly firing?: Firing | undefined
}

/** One stop for the Tab key; arrows walk the rows and the edges, Enter opens a state or fires a way. */
export function OutlineView({ tree, active, step, label, firing }: OutlineViewProps): ReactElement {
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const first = innermostOf(tree, tree.lanes[0] ?? tree.root, active)?.id ?? tree.root.id
  const { container, stop, follow, onKeyDown, onFocus } = useRoving(tree, first)
  const isOpen = (id: string): boolean => chosen[id] ?? active.includes(id)

  return (
    <section className="ac-chart ac-outline" aria-label={label}>
      <ChartStyle />
      <style href="authchart-outline" precedence="medium">
        {outlineCss}
      </style>
      <p className="ac-quiet">
        {firing === undefined ? 'Enter opens a state.' : 'Enter opens a state and sets off what can happen.'} Arrow keys
        walk the rows; right follows a way, left comes back.
      </p>
      <p className="ac-said" role="status">
        {step === null ? '' : spokenStep(tree, step)}
      </p>
      <div ref={container} onKeyDown={onKeyDown} onFocus={onFocus} role="presentation">
        <ul className="ac-outline-list">
          {tree.lanes.map((lane) => (
            <OutlineState
              key={lane.id}
              node={lane}
              onToggle={(id) => setChosen({ ...chosen, [id]: !isOpen(id) })}
              onFollow={follow}
              {...{ tree, active, step, firing, isOpen, stop }}
            />
          ))}
        </ul>
      </div>
    </section>
  )
}
