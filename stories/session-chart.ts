import { authMachine } from '../machines/index.ts'
import { chartModel, type ChartModel } from '../src/visualizer/chart-model.ts'

/** The chart that runs in production, read once for all stories. */
export const sessionChart: ChartModel = chartModel(authMachine)
