'use client'

import { useMemo, type ReactElement } from 'react'
import type { AnyActor } from 'xstate'
import { authMachine } from '../../machines/auth.machine.ts'
import type { Filling } from '../../machines/meta/say.ts'
import type { Instant } from '../../machines/time.ts'
import { ChartDrawing } from './chart-drawing.tsx'
import { chartModel, type ChartModel } from './chart-model.ts'
import { chartTree } from './chart-tree.ts'
import { EventLog } from './event-log.tsx'
import { LastStep } from './last-step.tsx'
import { PanelStyle } from './panel-style.tsx'
import { QueueList, type WatchedItem } from './queue-list.tsx'
import { Regions } from './regions.tsx'
import { Tabs } from './tabs.tsx'
import { useTelling } from './use-telling.ts'
import { useWatched } from './use-watched.ts'

/** What the panel looks at: what `createAuth` returns has it. */
export interface WatchedAuth {
  readonly actor: AnyActor
  readonly now: () => Instant
}

/** The props of `<LivePanel>`. */
export interface LivePanelProps {
  readonly auth: WatchedAuth
  /** Work that waits, as `useQueue` lists it. Without it there is no such tab. */
  readonly queue?: readonly WatchedItem[]
  /** What the sentences leave open. */
  readonly filling?: Filling
  /** Another chart than the session's. */
  readonly model?: ChartModel
}

const authChart = (): ChartModel => chartModel(authMachine)

/** The chart of the running session beside the app: where it stands, what happened last, what happens next. */
export function LivePanel({ auth, queue, filling, model }: LivePanelProps): ReactElement {
  const tree = useMemo(() => chartTree(model ?? authChart()), [model])
  const { active, countdowns, steps } = useWatched(auth.actor, { tree, now: auth.now })
  const step = steps.at(-1) ?? null
  const chart = { tree, active, countdowns, step, telling: useTelling(filling), now: auth.now }
  const tabs = [
    { name: 'Chart', content: <ChartDrawing label="The session's chart" {...chart} /> },
    { name: 'Log', content: <EventLog tree={tree} steps={steps} /> },
    ...(queue === undefined ? [] : [{ name: 'Queue', count: queue.length, content: <QueueList items={queue} /> }]),
  ]
  return (
    <section className="ac-chart ac-panel" aria-label="What the app's sign-in does right now">
      <PanelStyle />
      <Regions {...{ tree, active, countdowns, now: auth.now }} />
      <LastStep {...{ tree, steps }} />
      <Tabs label="Views of the chart" tabs={tabs} />
    </section>
  )
}
