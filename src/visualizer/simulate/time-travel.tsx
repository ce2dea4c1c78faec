'use client'

import { useId, type ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import { spokenStep } from '../outline/spoken-step.ts'
import { spanWords } from '../span-words.ts'
import type { Frame } from './happening.ts'

export interface TimeTravelProps {
  readonly tree: ChartTree
  readonly frames: readonly Frame[]
  readonly place: number
  readonly onGoTo: (place: number) => void
}

/** The history as a slider: every moment that has been can be looked at again. */
export function TimeTravel({ tree, frames, place, onGoTo }: TimeTravelProps): ReactElement {
  const id = useId()
  const last = frames.length - 1
  const [start, frame] = [frames[0], frames[place]]
  const elapsed = start === undefined || frame === undefined ? 0 : frame.now - start.now
  const told = place === 0 || frame === undefined ? 'The start' : spokenStep(tree, frame.step)
  return (
    <div className="ac-travel">
      <label htmlFor={id}>
        Step {place} of {last}
        {elapsed === 0 ? '' : `, ${spanWords(elapsed)} after the start`}
      </label>
      <div className="ac-travel-row">
        <button type="button" className="ac-press" disabled={place === 0} onClick={() => onGoTo(place - 1)}>
          Back
        </button>
        <input
          id={id}
          type="range"
          min={0}
          max={Math.max(1, last)}
          disabled={last === 0}
          value={place}
          aria-valuetext={told}
          onChange={({ target }) => onGoTo(Number(target.value))}
        />
        <button type="button" className="ac-press" disabled={place === last} onClick={() => onGoTo(place + 1)}>
          Forward
        </button>
      </div>
      <p role="status">{told}</p>
    </div>
  )
}
