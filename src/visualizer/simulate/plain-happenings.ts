import { after } from '../../../machines/time.ts'
import type { ChartEdge } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { eventName } from '../event-names.ts'
import type { Happening, Happenings } from './happening.ts'

const second = 1_000

/** What can happen to any machine, as far as its chart tells: each of its events without a payload, each actor's end. */
export function plainHappenings(tree: ChartTree): Happenings {
  return ({ step, now }) => {
    const edges = step.after.flatMap((id) => tree.edgesFrom(id))
    const types = [...new Set(edges.filter(({ kind }) => kind !== 'always').map(({ event }) => event))]
    return types.map((type): Happening => {
      const at = after(now, spanOf(edges.find(({ event }) => event === type)))
      return { name: eventName(type), event: { type, at, output: undefined, error: undefined }, at }
    })
  }
}

/** An `after` takes its delay; everything else is a second of a reader's patience. */
function spanOf(edge: ChartEdge | undefined): number {
  const delay = edge?.kind === 'after' ? Number(edge.event.split('.')[2]) : Number.NaN
  return Number.isFinite(delay) ? delay : second
}
