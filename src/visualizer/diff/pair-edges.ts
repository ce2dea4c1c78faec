import type { ChartEdge, ChartModel } from '../chart-model.ts'
import { delayOf } from './delay-of.ts'

/** The same transition in two versions of a chart; null where one of them has none. */
export interface EdgePair {
  readonly before: ChartEdge | null
  readonly after: ChartEdge | null
}

type Sameness = (edge: ChartEdge) => string

// What one transition may lose or win and still be the same, the closest first.
const samenesses: readonly Sameness[] = [
  ({ id }) => id,
  (edge) => [edge.source, what(edge), edge.targets].join('\n'),
  (edge) => [edge.source, edge.kind, edge.guard?.name ?? '', edge.targets].join('\n'),
  (edge) => [edge.source, what(edge), edge.guard?.name ?? ''].join('\n'),
]

export function pairEdges(before: ChartModel, after: ChartModel): readonly EdgePair[] {
  let [olds, news] = [before.edges, after.edges]
  const pairs: EdgePair[] = []
  for (const [place, same] of samenesses.entries()) {
    // A delay is part of a timed transition's name; of no other's can the event differ.
    const fits = place === 2 ? ({ kind }: ChartEdge): boolean => kind === 'after' : (): boolean => true
    for (const after of news.filter(fits)) {
      const before = olds.find((old) => fits(old) && same(old) === same(after))
      if (before === undefined) continue
      pairs.push({ before, after })
      olds = olds.filter((old) => old !== before)
      news = news.filter((one) => one !== after)
    }
  }
  return [
    ...pairs,
    ...olds.map((before) => ({ before, after: null })),
    ...news.map((after) => ({ before: null, after })),
  ]
}

function what(edge: ChartEdge): string {
  return edge.kind === 'after' ? `after ${delayOf(edge)}` : edge.event
}
