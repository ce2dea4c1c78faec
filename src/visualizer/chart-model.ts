import type { AnyStateMachine } from 'xstate'
import { describe, type ChartDescription, type EdgeDescription, type NodeDescription } from '../../machines/describe.ts'
import type { ChartWords } from '../../machines/meta/words.ts'

/** A state, with its place in the hierarchy told both ways. */
export interface ChartNode extends Omit<NodeDescription, 'transitions'> {
  /** In document order, the one entered by default first. */
  readonly children: readonly string[]
}

/** A transition as the drawing knows it. */
export type ChartEdge = EdgeDescription

/** A chart as plain JSON: all that drawings, tables, exports and diffs read. Nodes and edges are in document order. */
export interface ChartModel {
  readonly version: 1
  readonly id: string
  readonly nodes: readonly ChartNode[]
  readonly edges: readonly ChartEdge[]
}

/** Reads any XState 5 machine, with words where they exist; the session chart's own words unless told otherwise. */
export function chartModel(machine: AnyStateMachine, words?: ChartWords): ChartModel {
  return modelOf(describe(machine, words))
}

/** The model of a chart that was described elsewhere. */
export function modelOf({ id, nodes }: ChartDescription): ChartModel {
  return {
    version: 1,
    id,
    nodes: nodes.map(({ transitions: _, ...node }) => ({ ...node, children: childrenOf(node, nodes) })),
    edges: nodes.flatMap(({ transitions }) => transitions),
  }
}

function childrenOf(
  parent: Pick<NodeDescription, 'id' | 'initial'>,
  nodes: readonly NodeDescription[],
): readonly string[] {
  const children = nodes.filter((node) => node.parent === parent.id).map(({ id }) => id)
  const isFirst = (id: string): number => (parent.initial.includes(id) ? 0 : 1)
  return children.toSorted((one, other) => isFirst(one) - isFirst(other))
}
