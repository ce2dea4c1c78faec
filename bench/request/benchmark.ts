import { join } from 'node:path'
import { inChromium } from '../in-chromium.ts'
import type { Report } from '../report.ts'
import { requestReport, type RequestRun } from './report.ts'

const entry = `export { run } from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}`

/** What it costs to send a request through the session, where nothing has to be renewed. */
export async function request(): Promise<Report> {
  const answer = { type: 'application/json', body: '[{"id":"order-1"}]' } as const
  const { result, engine } = await inChromium<RequestRun>(entry, { '/orders': () => answer })
  return requestReport(result, engine)
}
