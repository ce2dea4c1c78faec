import { authMachine } from '../machines/index.ts'
import { chartModel, type ChartModel } from '../src/visualizer/chart-model.ts'

/** The chart that runs in production, read once for all stories. */
export const sessionChart: ChartModel = chartModel(authMachine)

/** One region of it alone. */
export function laneChart(region: string): ChartModel {
  const root = `auth.${region}`
  const isIn = (id: string): boolean => id === root || id.startsWith(`${root}.`)
  return {
    ...sessionChart,
    id: root,
    nodes: sessionChart.nodes
      .filter(({ id }) => isIn(id))
      .map((node) => (node.id === root ? { ...node, parent: null } : node)),
    edges: sessionChart.edges.filter(({ source }) => isIn(source)),
  }
}
