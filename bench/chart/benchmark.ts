import { join } from 'node:path'
import { inChromium } from '../in-chromium.ts'
import type { Report } from '../report.ts'
import type { ChartRun } from './page.tsx'
import { chartReport } from './report.ts'

const entry = `export { run } from ${JSON.stringify(join(import.meta.dirname, 'page.tsx'))}`

/** How long a chart takes to be drawn, and to follow one event. */
export async function chartBenchmark(): Promise<Report> {
  const { result, engine } = await inChromium<readonly ChartRun[]>(entry)
  return chartReport(result, engine)
}
