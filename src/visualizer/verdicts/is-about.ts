import { chartHash } from '../../../machines/chart-hash.ts'
import type { ChartModel } from '../chart-model.ts'
import type { ChartResults } from './results.ts'

/** Whether tests walked this very drawing: what they say about another one must not be painted on it. */
export function isAbout({ drawing }: ChartResults, { id, nodes, edges }: ChartModel): boolean {
  const described = nodes.map((node) => ({ ...node, transitions: edges.filter(({ source }) => source === node.id) }))
  return chartHash({ format: 1, id, nodes: described }) === drawing
}
