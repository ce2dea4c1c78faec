import { authMachine } from '../../machines/index.ts'
import { chartModel, chartSvg } from '../../src/visualizer/export/index.ts'

/** The session at its outer level, small enough to be read where it stands in the README. */
export function readmeChart(): string {
  return chartSvg(chartModel(authMachine), {
    lanes: ['auth.session'],
    depth: 1,
    width: 800,
    title: 'The session',
    carriesModel: false,
  })
}
