import { join } from 'node:path'
import { inChromium } from '../in-chromium.ts'
import type { Report } from '../report.ts'
import type { BurstRun } from './burst-run.ts'
import { coalesceReport } from './report.ts'
import { tokenServer } from './token-server.ts'

const entry = `export { run } from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}`

/** Many callers find the token expired at once: how many token requests leave, and how long all of them wait. */
export async function coalesce(): Promise<Report> {
  const { result, engine } = await inChromium<readonly BurstRun[]>(entry, tokenServer())
  return coalesceReport(result, engine)
}
