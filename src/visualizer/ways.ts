import type { ChartEdge, ChartNode } from './chart-model.ts'
import type { ChartTree } from './chart-tree.ts'

/** What can happen in a state, and where it leads. */
export interface Ways {
  /** Declared on the state itself. */
  readonly own: readonly ChartEdge[]
  /** Declared on what the state stands in, from the inside out. */
  readonly inherited: readonly { readonly from: ChartNode; readonly edges: readonly ChartEdge[] }[]
  /** Taken when one of the chart's own parts breaks. */
  readonly faults: readonly ChartEdge[]
}

/** Every way out of a state and of the states around it. What an inner state decides, an outer one doesn't get to see. */
export function waysFrom(tree: ChartTree, id: string): Ways {
  const [state, ...around] = tree.withAncestors(id)
  const decided = new Set<string>()
  const heard = (node: ChartNode): readonly ChartEdge[] => {
    const edges = tree.edgesFrom(node.id).filter(({ event }) => event === 'always' || !decided.has(event))
    // Only what is taken without condition keeps an event from those outside.
    for (const { event, guard } of edges) if (guard === null) decided.add(event)
    return edges.filter(({ forbidden }) => !forbidden)
  }
  const own = state === undefined ? [] : heard(state)
  const inherited = around.map((from) => ({ from, edges: heard(from) }))
  const isFault = ({ kind }: ChartEdge): boolean => kind === 'error'
  return {
    own: own.filter((edge) => !isFault(edge)),
    inherited: inherited
      .map(({ from, edges }) => ({ from, edges: edges.filter((edge) => !isFault(edge)) }))
      .filter(({ edges }) => edges.length > 0),
    faults: [own, ...inherited.map(({ edges }) => edges)].flat().filter(isFault),
  }
}
