'use client'

import { useMemo, type ReactElement } from 'react'
import type { AnyActor, StateValue } from 'xstate'
import { instant, type Instant } from '../../../machines/time.ts'
import type { ChartModel } from '../chart-model.ts'
import { activeStates, chartTree, type ChartTree } from '../chart-tree.ts'
import { useWatched } from '../use-watched.ts'
import { OutlineView } from './outline-view.tsx'

/** The props of `<Outline>`. */
export interface OutlineProps {
  readonly model: ChartModel
  /** The running machine to follow. */
  readonly actor?: AnyActor
  /** Without an actor: the state value to show as active. */
  readonly value?: StateValue
  readonly now?: () => Instant
  /** The name of the outline for those who can't see it. Default: the chart's id. */
  readonly label?: string
}

const noTime = (): Instant => instant(0)

/** The chart as a nested list of states with rows "When … → …": its form for keyboards, screen readers and small screens. */
export function Outline({ model, actor, value, now = noTime, label }: OutlineProps): ReactElement {
  const tree = useMemo(() => chartTree(model), [model])
  const name = label ?? `Outline of ${model.id}`
  if (actor !== undefined) return <LiveOutline {...{ tree, actor, now, label: name }} />
  return (
    <OutlineView {...{ tree, label: name, step: null, active: value === undefined ? [] : activeStates(tree, value) }} />
  )
}

interface LiveOutlineProps {
  readonly tree: ChartTree
  readonly actor: AnyActor
  readonly now: () => Instant
  readonly label: string
}

function LiveOutline({ tree, actor, now, label }: LiveOutlineProps): ReactElement {
  const { active, steps } = useWatched(actor, { tree, now })
  return <OutlineView {...{ tree, label, active, step: steps.at(-1) ?? null }} />
}
