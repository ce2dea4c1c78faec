import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { rolldown } from 'rolldown'
import { acknowledgedFirst, faultPoints, type Fault, type FaultPoint, type Task } from './faults.ts'
import { judge, type Verdict } from './judge.ts'
import { killableBrowser, type KillableBrowser } from './killable-browser.ts'
import { ledgerServer, type LedgerServer } from './server.ts'

export interface Campaign extends Verdict {
  /** Browsers killed at the point that was meant, by point. */
  readonly kills: Readonly<Record<FaultPoint, number>>
  /** Rounds whose point was not reached in time. */
  readonly missed: number
  readonly effects: number
  readonly accepted: number
  /** Requests that repeated an earlier one's key. */
  readonly repeats: number
  /** Times that the browser itself came up without the disk it had, and what was lost with it. */
  readonly emptyDisks: number
  readonly lostWithDisk: readonly string[]
  /** Who had not drained when the patience for the last start was over: their work is still waiting, not lost. */
  readonly undrained: readonly string[]
}

/** Longer than a start on a busy machine; a point that isn't reached by then counts as no kill. */
const patience = 20_000
/** Rounds of one account before the other signs in. */
const roundsEach = 3

interface CampaignOptions {
  readonly tell?: (line: string) => void
  /** The number of the first round, where another campaign went before. Default 0. */
  readonly from?: number
  /** Default: all, in turn. */
  readonly points?: readonly FaultPoint[]
  /** Changes the app as it is served: plants a fault in a copy of what ships. */
  readonly patch?: (page: string) => string
}

/** Kills the browser that many times, on one profile, with one and with five tabs; then lets everything drain and judges. */
export async function campaign(
  kills: number,
  { tell = () => {}, from = 0, points = faultPoints, patch = (page) => page }: CampaignOptions = {},
): Promise<Campaign> {
  const folder = mkdtempSync(join(tmpdir(), 'authchart-ledger-'))
  const server = await ledgerServer(patch(await bundle()))
  const done = Object.fromEntries(faultPoints.map((point) => [point, 0])) as Record<FaultPoint, number>
  let missed = 0
  try {
    for (let round = from; round < from + kills; round += 1) {
      const user = userOf(round)
      const point = points[round % points.length] ?? 'storing'
      const fault = { point, at: 1 + (Math.floor(round / points.length) % 3) }
      const tabs = round % 2 === 0 ? 1 : 5
      const isReached = await killOnce(server, { folder, user, round, fault, tabs })
      if (isReached) done[point] += 1
      else missed += 1
      tell(
        `${round - from + 1}/${kills} ${point} with ${tabs} tab${tabs === 1 ? '' : 's'}: ${isReached ? 'killed' : 'missed'}`,
      )
    }
    const undrained: string[] = []
    for (const user of ['ada', 'grace']) {
      if (!(await drain(server, { folder, user, round: from + kills }))) undrained.push(user)
    }
    const { effects, accepted, requests } = server
    // The first start of a profile has none, and nothing was acknowledged before it.
    const gone = server.emptyDisks.filter((before) => before > 0)
    const verdict = judge(effects, accepted)
    const onGoneDisk = new Set(accepted.slice(0, Math.max(0, ...gone)))
    return {
      ...verdict,
      lost: verdict.lost.filter((text) => !onGoneDisk.has(text)),
      emptyDisks: gone.length,
      lostWithDisk: verdict.lost.filter((text) => onGoneDisk.has(text)),
      kills: done,
      missed,
      effects: effects.length,
      accepted: accepted.length,
      repeats: requests.length - new Set(requests.map(({ key }) => key)).size,
      undrained,
    }
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

interface Round {
  readonly folder: string
  readonly user: string
  readonly round: number
}

async function killOnce(
  server: LedgerServer,
  { folder, fault, tabs, ...round }: Round & { readonly fault: Fault; readonly tabs: number },
): Promise<boolean> {
  server.arm(fault, acknowledgedFirst)
  const browser = await killableBrowser(folder)
  try {
    for (let tab = 0; tab < tabs; tab += 1) {
      await open(browser, server, { ...round, tab, items: acknowledgedFirst + (tabs === 1 ? 6 : 3), fault })
    }
    return await Promise.race([server.reached().then(() => true), pause(patience, false, { ref: false })])
  } finally {
    await browser.kill()
    server.arm(null)
  }
}

async function drain(server: LedgerServer, { folder, ...round }: Round): Promise<boolean> {
  const idle = server.idle(round.user).then(() => true)
  const browser = await killableBrowser(folder)
  try {
    await open(browser, server, { ...round, tab: 0, items: 0, fault: null })
    return await Promise.race([idle, pause(9 * patience, false, { ref: false })])
  } finally {
    await browser.kill()
  }
}

export function open(browser: KillableBrowser, server: LedgerServer, task: Task): Promise<string> {
  return browser.open(`${server.origin}/#${encodeURIComponent(JSON.stringify(task))}`)
}

function userOf(round: number): string {
  return Math.floor(round / roundsEach) % 2 === 0 ? 'ada' : 'grace'
}

/** A page's script with all that it imports: the app's, unless another is named. */
export async function bundle(script = new URL('./page.ts', import.meta.url)): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(script),
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  return output[0].code
}
