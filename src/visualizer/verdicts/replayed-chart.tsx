'use client'

import { useState, type ReactElement } from 'react'
import { instant, type Instant } from '../../../machines/time.ts'
import { ChartDrawing } from '../chart-drawing.tsx'
import type { ChartTree } from '../chart-tree.ts'
import { StepSlider } from '../step-slider.tsx'
import type { Paint } from './paint.ts'
import type { ReplayedMove } from './results.ts'
import { stepsOfReplay } from './steps-of-replay.ts'

export interface ReplayedChartProps {
  readonly tree: ChartTree
  readonly paint: Paint
  /** Empty: the chart stands still. */
  readonly replay: readonly ReplayedMove[]
  readonly label: string
}

/** The painted chart, and a breach of a promise played on it, without the machine. It opens where the promise breaks. */
export function ReplayedChart({ tree, paint, replay, label }: ReplayedChartProps): ReactElement {
  const steps = stepsOfReplay(replay)
  const [place, setPlace] = useState(steps.length)
  const move = replay[place]
  return (
    <>
      {replay.length === 0 ? null : <StepSlider {...{ tree, steps, place }} onGoTo={setPlace} />}
      <ChartDrawing
        {...{ tree, paint, label }}
        active={move?.states ?? []}
        step={steps[place - 1] ?? null}
        countdowns={{}}
        now={(): Instant => instant(move?.at ?? 0)}
      />
    </>
  )
}
