import type { StateValue } from 'xstate'
import { instant } from '../../../machines/time.ts'
import type { Frame } from '../../inspect/frame.ts'
import { modelOf, type ChartModel } from '../chart-model.ts'
import { activeStates, chartTree, type ChartTree } from '../chart-tree.ts'
import { parseModel } from '../export/parse-model.ts'
import type { Step } from '../watch-actor.ts'

/** What the viewer shows: a chart, and what is known of a machine that runs by it. */
export interface Shown {
  readonly tree: ChartTree
  readonly model: ChartModel
  /** Where it stood before the first step. */
  readonly start: readonly string[]
  readonly steps: readonly Step[]
}

/** A reader that keeps a long day open must not run out of memory. */
const most = 2000

export function showChart(model: ChartModel): Shown {
  return { model, tree: chartTree(model), start: [], steps: [] }
}

/** One more frame, from a file, a channel or a window. What was seen already changes nothing. */
export function takeFrame(shown: Shown | null, frame: Frame): Shown | null {
  if (frame.kind === 'chart') {
    const model = parseModel(JSON.stringify(modelOf(frame.chart)))
    if (model === null) return shown
    return shown !== null && JSON.stringify(shown.model) === JSON.stringify(model) ? shown : showChart(model)
  }
  if (shown === null) return null
  const last = shown.steps.at(-1)
  const isNew = last === undefined || frame.seq > last.number
  if (frame.kind === 'checkpoint') {
    // After a gap only the checkpoint knows where the machine stands.
    return isNew ? { ...shown, start: activeStates(shown.tree, frame.value), steps: [] } : shown
  }
  return isNew
    ? takeStep(shown, { number: frame.seq, at: frame.at, event: frame.event, edges: frame.edges, value: frame.value })
    : shown
}

export interface TakenStep {
  readonly number: number
  readonly at: number
  readonly event: string
  readonly edges: readonly string[]
  readonly value: StateValue
}

export function takeStep(shown: Shown, { number, at, event, edges, value }: TakenStep): Shown {
  const before = shown.steps.at(-1)?.after ?? shown.start
  const step: Step = { number, at: instant(at), event, edges, before, after: activeStates(shown.tree, value) }
  return { ...shown, steps: [...shown.steps, step].slice(-most) }
}
