'use client'

import { useMemo, type ReactElement } from 'react'
import { authMachine } from '../../../machines/auth.machine.ts'
import type { Filling } from '../../../machines/meta/say.ts'
import { ChartDrawing } from '../chart-drawing.tsx'
import { chartModel, type ChartModel } from '../chart-model.ts'
import { chartTree } from '../chart-tree.ts'
import { LastStep } from '../last-step.tsx'
import type { WatchedAuth } from '../live-panel.tsx'
import { OutlineView } from '../outline/outline-view.tsx'
import { PanelStyle } from '../panel-style.tsx'
import { QueueList, type WatchedItem } from '../queue-list.tsx'
import { Regions } from '../regions.tsx'
import { Tabs } from '../tabs.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { useTelling } from '../use-telling.ts'
import { useWatched } from '../use-watched.ts'
import { CapabilityTable, type ShownCapability } from './capability-table.tsx'
import { devtoolsCss } from './devtools-css.ts'
import { Switches, type WorldSwitch } from './switches.tsx'

/** The props of `<AuthDevtools>`. */
export interface DevtoolsProps {
  /** What `createAuth` returned. */
  readonly auth: WatchedAuth
  /** Work that waits, as `useQueue` lists it. Without it there is no such tab. */
  readonly queue?: readonly WatchedItem[]
  /** What may be done, and why not. Without it there is no such tab. */
  readonly capabilities?: readonly ShownCapability[]
  /** Switches of the app's world: network, server, clock. They never talk to the chart. */
  readonly switches?: readonly WorldSwitch[]
  /** What the sentences leave open. */
  readonly filling?: Filling
  /** Another chart than the session's. */
  readonly model?: ChartModel
}

export function DevtoolsPanel(props: DevtoolsProps): ReactElement {
  const { auth, queue, capabilities, switches = [], filling, model } = props
  const tree = useMemo(() => chartTree(model ?? chartModel(authMachine)), [model])
  const { active, countdowns, steps } = useWatched(auth.actor, { tree, now: auth.now })
  const step = steps.at(-1) ?? null
  const chart = { tree, active, countdowns, step, telling: useTelling(filling), now: auth.now }
  const tabs = [
    { name: 'Chart', content: <ChartDrawing label="The session's chart" {...chart} /> },
    { name: 'Outline', content: <OutlineView label="The session's outline" {...{ tree, active, step }} /> },
    { name: 'Timeline', content: <Timeline tree={tree} steps={steps} /> },
    ...(queue === undefined ? [] : [{ name: 'Queue', count: queue.length, content: <QueueList items={queue} /> }]),
    ...(capabilities === undefined ? [] : [{ name: 'May I?', content: <CapabilityTable rows={capabilities} /> }]),
  ]
  return (
    <section className="ac-chart ac-panel" aria-label="What the app's sign-in does right now">
      <PanelStyle />
      <style href="authchart-devtools" precedence="medium">
        {devtoolsCss}
      </style>
      {switches.length === 0 ? null : <Switches switches={switches} />}
      <Regions {...{ tree, active, countdowns, now: auth.now }} />
      <LastStep {...{ tree, steps }} />
      <Tabs label="Views of the chart" tabs={tabs} />
    </section>
  )
}
