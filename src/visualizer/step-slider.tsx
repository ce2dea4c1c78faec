'use client'

import { useId, type ReactElement } from 'react'
import type { ChartTree } from './chart-tree.ts'
import { spokenStep } from './outline/spoken-step.ts'
import { sliderCss } from './slider-css.ts'
import type { Step } from './watch-actor.ts'

export interface StepSliderProps {
  readonly tree: ChartTree
  readonly steps: readonly Step[]
  /** How many of the steps have happened. */
  readonly place: number
  readonly onGoTo: (place: number) => void
}

/** Every moment of a recording, one after the other. */
export function StepSlider({ tree, steps, place, onGoTo }: StepSliderProps): ReactElement {
  const id = useId()
  const step = steps[place - 1]
  const told = step === undefined ? 'The start' : spokenStep(tree, step)
  return (
    <div className="ac-slider">
      <style href="authchart-slider" precedence="medium">
        {sliderCss}
      </style>
      <label htmlFor={id}>
        Step {place} of {steps.length}
      </label>
      <div className="ac-slider-row">
        <button type="button" disabled={place === 0} onClick={() => onGoTo(place - 1)}>
          Back
        </button>
        <input
          id={id}
          type="range"
          min={0}
          max={steps.length}
          value={place}
          aria-valuetext={told}
          onChange={({ target }) => onGoTo(Number(target.value))}
        />
        <button type="button" disabled={place === steps.length} onClick={() => onGoTo(place + 1)}>
          Forward
        </button>
      </div>
      <p role="status">{told}</p>
    </div>
  )
}
