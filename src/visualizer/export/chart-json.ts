import type { ChartModel } from '../chart-model.ts'

/** A chart as the one format that all tools read, indented for people and their diffs. */
export function chartJson(model: ChartModel): string {
  return `${JSON.stringify(model, null, 2)}\n`
}
