'use client'

import { useMemo, type ReactElement } from 'react'
import type { AnyStateMachine } from 'xstate'
import { instant, type Instant } from '../../../machines/time.ts'
import { ChartDrawing } from '../chart-drawing.tsx'
import { chartModel } from '../chart-model.ts'
import { chartTree, type ChartTree } from '../chart-tree.ts'
import { momentAsked } from '../alarms.ts'
import { OutlineView } from '../outline/outline-view.tsx'
import { PanelStyle } from '../panel-style.tsx'
import { Regions } from '../regions.tsx'
import { Tabs } from '../tabs.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import type { Paint } from '../verdicts/paint.ts'
import type { ReplayedMove } from '../verdicts/results.ts'
import type { Frame, Happenings } from './happening.ts'
import { plainHappenings } from './plain-happenings.ts'
import { Preview } from './preview.tsx'
import { simulatorCss } from './simulator-css.ts'
import { createStepper } from './stepper.ts'
import { TimeTravel } from './time-travel.tsx'
import { useSimulation } from './use-simulation.ts'

/** The props of `<AuthSimulator>`. */
export interface AuthSimulatorProps {
  /** Any machine; a copy of it is played with and nothing of it runs. */
  readonly machine: AnyStateMachine
  readonly input?: unknown
  /** What can happen, with payloads. Default: every event of the chart, without any. */
  readonly happenings?: Happenings
  /** When the story begins. Default: the epoch. */
  readonly at?: Instant
  readonly label?: string
  /** A story that has happened already, its start first: it opens where the story ends. */
  readonly replay?: readonly ReplayedMove[]
  /** What tests say about states and ways. */
  readonly paint?: Paint
}

/** A copy of a machine to play with: what can happen is set off by a click or Enter, and every step can be gone back to. */
export function AuthSimulator(props: AuthSimulatorProps): ReactElement {
  const { machine, happenings, label, replay, paint } = props
  const { input, at } = beginningOf(props)
  const tree = useMemo(() => chartTree(chartModel(machine)), [machine])
  const stepper = useMemo(() => {
    return createStepper(machine, {
      tree,
      input,
      happenings: happenings ?? plainHappenings(tree),
      at: at ?? instant(0),
    })
  }, [machine, tree, input, happenings, at])
  const { frames, place, frame, firing, preview, goTo } = useSimulation(stepper, replay)
  const name = label ?? `Play with ${machine.id}`
  const active = frame.step.after
  const step = place === 0 ? null : frame.step
  const now = (): Instant => frame.now
  const countdowns = waitsIn(frame, tree)
  const steps = frames.slice(1, place + 1).map((one) => one.step)
  const events = frames.slice(1, place + 1).flatMap((one) => one.told ?? [])

  return (
    <section className="ac-chart ac-panel ac-simulator" aria-label={name}>
      <PanelStyle />
      <style href="authchart-simulator" precedence="medium">
        {simulatorCss}
      </style>
      <TimeTravel tree={tree} frames={frames} place={place} onGoTo={goTo} />
      <Preview tree={tree} preview={preview} />
      <Regions {...{ tree, active, countdowns, now }} />
      <Tabs
        label="Ways to look at it"
        tabs={[
          {
            name: 'Chart',
            content: (
              <ChartDrawing label={`${name}: chart`} {...{ tree, active, countdowns, step, now, firing, paint }} />
            ),
          },
          { name: 'Outline', content: <OutlineView label={`${name}: outline`} {...{ tree, active, step, firing }} /> },
          { name: 'Timeline', content: <Timeline tree={tree} steps={steps} told={{ input, events }} /> },
        ]}
      />
    </section>
  )
}

/** A story that was told begins as it began. */
function beginningOf({ input, at, replay }: AuthSimulatorProps): Pick<AuthSimulatorProps, 'input' | 'at'> {
  const [start] = replay ?? []
  if (start === undefined) return { input, ...(at === undefined ? {} : { at }) }
  const { event } = start
  return { at: instant(start.at), input: event !== null && 'input' in event ? event.input : input }
}

/** A copy stands still, so a wait is told from the moment it is looked at. */
function waitsIn(
  { now, running, step }: Frame,
  tree: ChartTree,
): Readonly<Record<string, { readonly from: Instant; readonly until: Instant }>> {
  const waits = running.flatMap(({ id, input }) => {
    const until = momentAsked(input)
    const owner = step.after.find((one) => tree.node(one)?.invokes.some((invoke) => invoke.id === id))
    return until === null || owner === undefined ? [] : [[owner, { from: now, until }] as const]
  })
  return Object.fromEntries(waits)
}
