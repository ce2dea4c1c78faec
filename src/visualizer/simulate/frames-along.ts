import { instant } from '../../../machines/time.ts'
import type { ReplayedMove } from '../verdicts/results.ts'
import type { Frame } from './happening.ts'
import type { Stepper } from './stepper.ts'

/** The moments along a story that was told, the start first; it ends where the machine would not go on. */
export function framesAlong(stepper: Stepper, replay: readonly ReplayedMove[]): readonly [Frame, ...Frame[]] {
  const start = stepper.begin()
  const frames: Frame[] = []
  let here = start
  for (const { event, at, label } of replay.slice(1)) {
    const next = event === null ? later(here, at) : stepper.take(here, { name: label, event, at: instant(at) })
    if (next === null) break
    frames.push(next)
    here = next
  }
  return [start, ...frames]
}

/** Only time passed. */
function later(from: Frame, at: number): Frame {
  const { step } = from
  const passed = {
    ...step,
    number: step.number + 1,
    at: instant(at),
    event: 'time passes',
    edges: [],
    before: step.after,
  }
  return { ...from, now: instant(at), told: null, step: passed }
}
