'use client'

import { useMemo, type ReactElement } from 'react'
import type { AnyActor, StateValue } from 'xstate'
import { instant, type Instant } from '../../machines/time.ts'
import type { Countdown } from './alarms.ts'
import { ChartDrawing } from './chart-drawing.tsx'
import type { ChartModel } from './chart-model.ts'
import { activeStates, chartTree, type ChartTree } from './chart-tree.ts'
import { useWatched } from './use-watched.ts'
import { paintOf, type Paint } from './verdicts/paint.ts'
import type { ChartResults } from './verdicts/results.ts'

/** The props of `<AuthChart>`. */
export interface AuthChartProps {
  readonly model: ChartModel
  /** The running machine to follow. */
  readonly actor?: AnyActor
  /** Without an actor: the state value to show as active. */
  readonly value?: StateValue
  /** The clock the machine lives by. Needed for countdowns. */
  readonly now?: () => Instant
  /** When a state ends by itself, by state id. Without it, the running alarms of the actor tell. */
  readonly deadlines?: Readonly<Record<string, Instant>>
  /** The name of the drawing for those who can't see it. Default: the chart's id. */
  readonly label?: string
  /** What tests found out about this chart: what none of them reached and what breaks a promise is painted. */
  readonly results?: ChartResults
}

const noTime = (): Instant => instant(0)

/** A chart as it is: every region a lane, every state a box, every transition an arrow; live when an actor is given. */
export function AuthChart({
  model,
  actor,
  value,
  now = noTime,
  deadlines,
  label,
  results,
}: AuthChartProps): ReactElement {
  const tree = useMemo(() => chartTree(model), [model])
  const given = deadlines === undefined ? undefined : asCountdowns(deadlines)
  const paint = useMemo(() => results && paintOf(results), [results])
  const name = label ?? `Chart of ${model.id}`
  if (actor !== undefined) return <LiveChart {...{ tree, actor, now, paint, label: name, countdowns: given }} />
  const active = value === undefined ? [] : activeStates(tree, value)
  return <ChartDrawing {...{ tree, active, now, paint, label: name, countdowns: given ?? {}, step: null }} />
}

interface LiveChartProps {
  readonly tree: ChartTree
  readonly actor: AnyActor
  readonly now: () => Instant
  readonly label: string
  readonly countdowns: Readonly<Record<string, Countdown>> | undefined
  readonly paint: Paint | undefined
}

function LiveChart({ tree, actor, now, label, countdowns, paint }: LiveChartProps): ReactElement {
  const watched = useWatched(actor, { tree, now })
  const step = watched.steps.at(-1) ?? null
  return (
    <ChartDrawing
      {...{ tree, now, label, step, paint, active: watched.active, countdowns: countdowns ?? watched.countdowns }}
    />
  )
}

function asCountdowns(deadlines: Readonly<Record<string, Instant>>): Readonly<Record<string, Countdown>> {
  return Object.fromEntries(Object.entries(deadlines).map(([id, until]) => [id, { from: null, until }]))
}
