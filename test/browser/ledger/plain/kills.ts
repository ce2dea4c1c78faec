import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { killableBrowser } from '../killable-browser.ts'
import { plainServer } from './server.ts'

export interface PlainKills {
  readonly kills: number
  readonly stored: number
  readonly missing: number
  /** What the browser said at each start at which it had given up the database. */
  readonly losses: readonly string[]
}

/** Kills a browser in the middle of strict transactions, again and again on one profile, and counts what came back. */
export async function plainKills(kills: number, flags: readonly string[], seed: number): Promise<PlainKills> {
  const profile = mkdtempSync(join(tmpdir(), 'authchart-plain-'))
  const server = await plainServer()
  const losses: string[] = []
  let missing = 0
  try {
    for (let round = 0; round <= kills; round += 1) {
      const looking = server.looked()
      const browser = await killableBrowser(profile, flags)
      try {
        await browser.open(server.address({ rows: round === kills ? 0 : 10_000, bytes: 8_000, writers: 8 }))
        const found = await Promise.race([looking, pause(60_000, null, { ref: false })])
        if (found === null) throw new Error('Cannot count: the page did not open its database')
        missing += found.missing
        if (found.loss !== null) losses.push(found.loss)
        // At another moment each time, while rows are being written.
        await pause(40 + ((round * 37 + seed * 101) % 200))
      } finally {
        await browser.kill()
      }
    }
    return { kills, stored: server.stored(), missing, losses }
  } finally {
    await server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
