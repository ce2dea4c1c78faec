import type { ChartModel, ChartNode } from '../chart-model.ts'
import { chartTree, type ChartTree } from '../chart-tree.ts'
import { changedCells, type ChangedCell } from './changed-cells.ts'
import { keyOf, play, type Happening, type Play, type Standing } from './play.ts'

/** The shortest way to see a difference: what happens, and where each version then stands. */
export interface Divergence {
  readonly lane: string
  readonly steps: readonly (Happening & { readonly before: Standing; readonly after: Standing })[]
  readonly start: { readonly before: Standing; readonly after: Standing }
}

export interface BehaviourDifference {
  /** States that could be reached and still exist, but can't be reached any more. */
  readonly newlyUnreachable: readonly string[]
  readonly cells: readonly ChangedCell[]
  /** One per region that behaves differently. */
  readonly divergences: readonly Divergence[]
  /** False: the charts are too large to have been searched to the end. */
  readonly isComplete: boolean
}

/** Standings looked at per lane. The session chart's largest lane has some thirty. */
const most = 3000

export function compareBehaviour(before: ChartModel, after: ChartModel): BehaviourDifference {
  const [old, now] = [chartTree(before), chartTree(after)]
  const oldReach = reached(old)
  const newReach = reached(now)
  const lanes = now.lanes.flatMap((lane) => {
    const other = old.lanes.find(({ id }) => id === lane.id)
    return other === undefined ? [] : [{ lane, before: play(old, other), after: play(now, lane) }]
  })
  const found = lanes.map((one) => diverging(one))
  return {
    newlyUnreachable: [...oldReach.states].filter((id) => now.node(id) !== undefined && !newReach.states.has(id)),
    cells: changedCells(old, now),
    divergences: found.flatMap(({ divergence }) => divergence ?? []),
    isComplete: oldReach.isComplete && newReach.isComplete && found.every(({ isComplete }) => isComplete),
  }
}

function reached(tree: ChartTree): { readonly states: ReadonlySet<string>; readonly isComplete: boolean } {
  const states = new Set<string>()
  let isComplete = true
  for (const lane of tree.lanes) {
    const game = play(tree, lane)
    const queue = [game.start]
    const met = new Set(queue.map(keyOf))
    for (const at of queue) {
      for (const leaf of at) for (const { id } of tree.withAncestors(leaf)) states.add(id)
      for (const happening of game.happenings(at)) {
        const next = game.next(at, happening)
        if (met.has(keyOf(next))) continue
        if (met.size >= most) {
          isComplete = false
          continue
        }
        met.add(keyOf(next))
        queue.push(next)
      }
    }
  }
  return { states, isComplete }
}

interface Contest {
  readonly lane: ChartNode
  readonly before: Play
  readonly after: Play
}

/** Plays both versions side by side, breadth first: the first difference met is the nearest. */
function diverging({ lane, before, after }: Contest): {
  readonly divergence: Divergence | null
  readonly isComplete: boolean
} {
  const start = { before: before.start, after: after.start }
  const first: Divergence = { lane: lane.id, steps: [], start }
  if (keyOf(start.before) !== keyOf(start.after)) return { divergence: first, isComplete: true }
  const queue: { readonly at: Standing; readonly steps: Divergence['steps'] }[] = [{ at: before.start, steps: [] }]
  const met = new Set([keyOf(before.start)])
  for (const { at, steps } of queue) {
    for (const happening of union(before.happenings(at), after.happenings(at))) {
      const ends = { before: before.next(at, happening), after: after.next(at, happening) }
      const path = [...steps, { ...happening, ...ends }]
      if (keyOf(ends.before) !== keyOf(ends.after)) return { divergence: { ...first, steps: path }, isComplete: true }
      if (met.has(keyOf(ends.after))) continue
      if (met.size >= most) return { divergence: null, isComplete: false }
      met.add(keyOf(ends.after))
      queue.push({ at: ends.after, steps: path })
    }
  }
  return { divergence: null, isComplete: true }
}

function union(one: readonly Happening[], other: readonly Happening[]): readonly Happening[] {
  const all = new Map(
    [...one, ...other].map((happening) => [`${happening.event}\n${happening.holds ?? ''}`, happening]),
  )
  return [...all.values()]
}
