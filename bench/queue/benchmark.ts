import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inChromium } from '../in-chromium.ts'
import { installPeers } from '../install-peers.ts'
import type { Report } from '../report.ts'
import type { Routes } from '../serve.ts'
import { answerTimes, notesPath } from './names.ts'
import type { QueueRun } from './queue-run.ts'
import { queueReport } from './report.ts'

/** Storing work and sending it, in real IndexedDB: against what disk and network can do, and against the peers. */
export async function queueBenchmark(): Promise<Report> {
  const versions = installPeers()
  const { result, engine } = await inChromium<QueueRun>(entry, routes, [
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
  ])
  return queueReport(result, { engine, versions })
}

const entry = `
import * as workbox from 'workbox-background-sync'
import * as offline from '@tanstack/offline-transactions'
import * as db from '@tanstack/db'
import { measure } from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}
export const run = () => measure({ workbox, offline, db })
`

const routes: Routes = Object.fromEntries(
  answerTimes.map((answerTime) => [
    notesPath(answerTime),
    async () => {
      if (answerTime > 0) await pause(answerTime)
      return { type: 'application/json', body: '{"id":"n1"}' } as const
    },
  ]),
)
