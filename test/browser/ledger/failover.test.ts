import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { judge } from './judge.ts'
import { killableBrowser } from './killable-browser.ts'
import { bundle, open } from './rounds.ts'
import { ledgerServer } from './server.ts'

const tabs = 5

it(`QU-07 goes on at once in another tab when the one of ${tabs} that sends crashes`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'authchart-failover-'))
  const server = await ledgerServer(await bundle())
  const browser = await killableBrowser(folder)
  try {
    // Whichever tab sends first is left without an answer.
    server.arm({ point: 'acted', at: 1 })
    const opened = performance.now()
    const debuggers: string[] = []
    for (let tab = 0; tab < tabs; tab += 1) {
      debuggers.push(await open(browser, server, { user: 'ada', tab, round: 0, items: 3, fault: null }))
    }
    await server.reached()
    const victim = server.requests[0]
    await expect.poll(() => server.accepted.length, { timeout: 20_000 }).toBe(3 * tabs)
    const idle = server.idle('ada')
    const begun = performance.now()
    const start = begun - opened
    await crash(debuggers[Number(victim?.tab)] ?? '')
    await expect
      .poll(() => server.requests.filter(({ key }) => key === victim?.key).length, { interval: 20, timeout: 20_000 })
      .toBe(2)
    const took = performance.now() - begun
    expect(server.requests.filter(({ key }) => key === victim?.key)[1]?.tab).not.toBe(victim?.tab)
    // The lock is free at once: a lease or a heartbeat would take longer than the tabs took to start and to write.
    process.stdout.write(
      `${tabs} tabs started and wrote; another took over in ${(took / start).toFixed(2)} of that time\n`,
    )
    expect(took).toBeLessThan(start)
    await Promise.race([idle, pause(20_000, null, { ref: false })])
    expect(judge(server.effects, server.accepted)).toEqual({ lost: [], doubled: [], outOfOrder: [], wrongAccount: [] })
    expect(server.effects).toHaveLength(3 * tabs)
  } finally {
    await browser.kill()
    await server.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
})

/** The tab's process dies as by an out-of-memory kill: nothing in it runs any more. */
async function crash(address: string): Promise<void> {
  const socket = new WebSocket(address)
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  socket.send(JSON.stringify({ id: 1, method: 'Page.crash' }))
  await new Promise((resolve) => setTimeout(resolve, 100))
  socket.close()
}
