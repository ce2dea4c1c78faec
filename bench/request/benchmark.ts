import { join } from 'node:path'
import { inChromium } from '../in-chromium.ts'
import { installPeers } from '../install-peers.ts'
import type { Report } from '../report.ts'
import { requestReport, type RequestRun } from './report.ts'

const entry = `
import * as axios from 'axios'
import * as axiosAuthRefresh from 'axios-auth-refresh'
import { measure } from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}
export const run = () => measure({ axios, axiosAuthRefresh })
`

/** What it costs to send a request through the session, where nothing has to be renewed. */
export async function request(): Promise<Report> {
  const versions = installPeers()
  const answer = { type: 'application/json', body: '[{"id":"order-1"}]' } as const
  const { result, engine } = await inChromium<RequestRun>(entry, { '/orders': () => answer })
  return requestReport(result, { engine, versions })
}
