'use client'

import { Fragment, memo, useState, type MemoExoticComponent, type ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown } from './alarms.ts'
import { ChartStyle } from './chart-style.tsx'
import type { ChartTree } from './chart-tree.ts'
import { Lane } from './lane.tsx'
import { arrangeLanes, type LaneRow } from './layout/arrange-lanes.ts'
import type { Firing } from './simulate/firing.ts'
import { useFolding } from './use-folding.ts'
import type { Telling } from './use-telling.ts'
import { useWidth } from './use-width.ts'
import type { Step } from './watch-actor.ts'
import type { Paint } from './verdicts/paint.ts'
import { WaysOut } from './ways-out.tsx'
import { waysFrom } from './ways.ts'

export interface ChartDrawingProps {
  readonly tree: ChartTree
  readonly active: readonly string[]
  readonly countdowns: Readonly<Record<string, Countdown>>
  /** What happened last; its edges light up and fade. */
  readonly step: Step | null
  readonly now: () => Instant
  readonly label: string
  /** What the sentences leave open; without it its parameters stand there by name. */
  readonly telling?: Telling
  /** What can be set off, where the machine is played with. */
  readonly firing?: Firing | undefined
  /** What tests say about states and ways. */
  readonly paint?: Paint | undefined
}

/** Draws what it is told. Looking further (another state, another fold) is its own affair. */
export const ChartDrawing: MemoExoticComponent<typeof Drawing> = memo(Drawing)

function Drawing(props: ChartDrawingProps): ReactElement {
  const { tree, active, countdowns, step, now, label, telling, firing, paint } = props
  const [picked, setPicked] = useState<string | null>(null)
  const [hinted, setHinted] = useState<string | null>(null)
  const [ref, width] = useWidth<HTMLElement>()
  const arrangement = arrangeLanes(tree, width)
  // Beside an app there is room for two columns, and none for what stands inside every state of them.
  const folding = useFolding(tree, { active, roomy: arrangement.besides })
  const shown = picked ?? innermost(tree, active) ?? tree.root.id
  const ways = waysFrom(tree, shown)
  const lit = new Set([ways.own, ...ways.inherited.map(({ edges }) => edges), ways.faults].flat().map(({ id }) => id))
  const taken = step === null ? null : { number: step.number, edges: step.edges }

  return (
    <section ref={ref} className="ac-chart" aria-label={label} data-wide={arrangement.besides ? '' : undefined}>
      <ChartStyle />
      <div className="ac-lanes">
        {arrangement.rows.map((row) => (
          <Fragment key={row.key}>
            <div className="ac-row">
              {row.stacks.map((stack) => (
                <div key={stack[0]?.id} className="ac-stack">
                  {stack.map((lane) => (
                    <Lane
                      key={lane.id}
                      room={row.room}
                      {...{ tree, lane, active, countdowns, now, lit, taken, hinted, folding, shown, paint }}
                      onPick={(id) => setPicked(id === picked ? null : id)}
                    />
                  ))}
                </div>
              ))}
            </div>
            {!arrangement.besides && holds(row, shown) ? panel() : null}
          </Fragment>
        ))}
      </div>
      {arrangement.besides ? panel() : null}
    </section>
  )

  function holds({ stacks }: LaneRow, state: string): boolean {
    const lane = tree.laneOf(state) ?? tree.lanes[0]
    return stacks.some((stack) => stack.some(({ id }) => id === lane?.id))
  }

  function panel(): ReactElement {
    return (
      <WaysOut
        {...{ tree, ways, step, now, telling, firing, paint }}
        state={shown}
        isActive={active.includes(shown)}
        countdown={countdowns[shown]}
        onHint={setHinted}
        onPick={setPicked}
        onFollow={picked === null ? null : () => setPicked(null)}
      />
    )
  }
}

/** The deepest active state of the first lane. */
function innermost(tree: ChartTree, active: readonly string[]): string | undefined {
  const [first] = tree.lanes
  return active.findLast((id) => tree.laneOf(id)?.id === first?.id)
}
