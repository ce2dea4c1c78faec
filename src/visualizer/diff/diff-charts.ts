import type { ChartModel } from '../chart-model.ts'
import type { Mark } from '../export/draw-poster.ts'
import { compareBehaviour, type BehaviourDifference } from './compare-behaviour.ts'
import type { Change } from './change.ts'
import { edgeChanges } from './edge-changes.ts'
import { stateChanges } from './state-changes.ts'
import { underOneName } from './under-one-name.ts'
import { unionModel } from './union-model.ts'

/** How two versions of a chart differ: piece by piece, as one drawing, and in what they do. */
export interface ChartDifference {
  readonly before: ChartModel
  readonly after: ChartModel
  /** Both in one drawing. */
  readonly union: ChartModel
  readonly marks: ReadonlyMap<string, Mark>
  readonly changes: readonly Change[]
  readonly behaviour: BehaviourDifference
}

/** Compares two charts, state by state and transition by transition. */
export function diffCharts(old: ChartModel, after: ChartModel): ChartDifference {
  const [root] = after.nodes
  const before = root === undefined ? old : underOneName(old, root)
  const changes = [...stateChanges(before, after), ...edgeChanges(before, after)]
  const marks = new Map(changes.flatMap(marksOf))
  return {
    before,
    after,
    union: unionModel({ before, after, marks }),
    marks,
    changes,
    behaviour: compareBehaviour(before, after),
  }
}

function marksOf({ kind, drawn }: Change): readonly (readonly [string, Mark])[] {
  const [first, second] = drawn
  if (first === undefined) return []
  return second === undefined
    ? [[first, kind]]
    : [
        [first, 'removed'],
        [second, 'added'],
      ]
}
