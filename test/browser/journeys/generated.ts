import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Act, Sight } from '../../../src/testing/journeys/act.ts'
import { journeys, type Journey } from '../../../src/testing/journeys/journeys.ts'
import { disagreement } from './agreement.ts'
import { askToSignOut, openFieldApp, stateOf, submitLogin, type FieldApp } from './field-app.ts'

/* The chart's journeys in Chromium, against the demo and its real provider. Takes minutes, so it runs by itself and is recorded. */

const mira = 'mira@fieldwork.example'
const abreast = 3

/** What hands and eyes can do to the demo from outside. */
const can: readonly Act[] = [
  'sign in',
  'sign out',
  'sign out in another tab',
  'lose the network',
  'find the network',
  'the server fails',
  'the server recovers',
  'the session is revoked',
  'the account is disabled',
  'the account is enabled',
  'ten minutes pass',
  'try again',
  'start the app again',
]

/** A sign-in that fails ends on the provider's page, and the menu to sign out stands where the work is shown. */
function isPlayable({ acts, sights }: Journey): boolean {
  return acts.every((act, index) => {
    const [before, after] = [sights[index]?.status, sights[index + 1]?.status]
    if (act === 'sign in') return after === 'ACTIVE'
    if (act === 'sign out') return before === 'ACTIVE' || before === 'OFFLINE_STALE'
    if (act === 'try again') return before === 'OFFLINE_STALE'
    return act !== 'sign out in another tab' || before === 'ACTIVE'
  })
}

async function perform(app: FieldApp, page: Page, act: Act, expected: Sight | undefined): Promise<Page> {
  const { world } = app.server
  switch (act) {
    case 'sign in':
      await page
        .getByRole('button', { name: /^Sign in/ })
        .first()
        .click()
      await submitLogin(page)
      await settled(page, 'ACTIVE')
      return page
    case 'sign out':
      await askToSignOut(page)
      return page
    case 'sign out in another tab': {
      const other = await app.open()
      await settled(other, 'ACTIVE')
      await askToSignOut(other)
      await settled(other, 'SIGNED_OUT')
      await other.close()
      return page
    }
    case 'lose the network':
      await app.context.setOffline(true)
      return page
    case 'find the network':
      await app.context.setOffline(false)
      return page
    case 'the server fails':
      world.apply({ provider: 'down' })
      return page
    case 'the server recovers':
      world.apply({ provider: 'up' })
      return page
    case 'the session is revoked':
      world.apply({ revokeSessions: mira })
      return page
    case 'the account is disabled':
      world.apply({ disable: mira })
      return page
    case 'the account is enabled':
      world.apply({ enable: mira })
      return page
    case 'try again':
      await page.getByRole('button', { name: /^Try/ }).first().click()
      return page
    case 'start the app again': {
      await page.close()
      return app.open()
    }
    default:
      // Longer than access lives here. What still has to change is awaited by the comparison.
      if (expected?.status === 'ACTIVE') await page.waitForTimeout(8_000)
      return page
  }
}

/** Waits until the state is what the chart says; answers what it is in the end. */
async function settled(page: Page, status: string, patience = 100_000): Promise<string> {
  const until = Date.now() + patience
  for (;;) {
    const state = await stateOf(page)
    const isQuiet = !state.startsWith('REFRESHING') || status === 'REFRESHING'
    if ((state.startsWith(status) && isQuiet) || Date.now() > until) return state
    await page.waitForTimeout(100)
  }
}

async function play(journey: Journey): Promise<string | null> {
  const app = await openFieldApp({ accessTokenTtl: 6 })
  try {
    let page = await app.open()
    // From then on the app opens without a network too.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    for (const [index, act] of journey.acts.entries()) {
      const expected = journey.sights[index + 1]
      page = await perform(app, page, act, expected)
      const state = await settled(page, expected?.status ?? '')
      if (!state.startsWith(expected?.status ?? '')) return `${act}: the page shows ${state}, not ${expected?.status}`
      const other = expected === undefined ? null : await disagreement(app, page, expected.status)
      if (other !== null) return `${act}: ${other}`
    }
    return null
  } catch (error) {
    return String(error)
  } finally {
    await app.close()
  }
}

interface Recorded {
  readonly journeys: number
  readonly transitions: number
  readonly failures: readonly string[]
  readonly unsteady: readonly string[]
  readonly seconds: number
}

const record = join(import.meta.dirname, 'generated.results.json')
const onlyFailed = process.argv.includes('--failed')
const known = onlyFailed ? (JSON.parse(readFileSync(record, 'utf8')) as Recorded) : null

const began = performance.now()
const all = journeys({ can }).filter(isPlayable)
const nameOf = ({ acts }: Journey): string => acts.join(' · ')
const chosen =
  known === null ? all : all.filter((journey) => known.failures.some((line) => line.startsWith(`${nameOf(journey)}: `)))
const waiting = [...chosen]
const failures: string[] = []
const unsteady: string[] = known === null ? [] : [...known.failures]
const workers = Array.from({ length: abreast }, async () => {
  for (let journey = waiting.shift(); journey !== undefined; journey = waiting.shift()) {
    const first = await play(journey)
    // On a loaded machine a browser misses a deadline now and then. What fails twice is no accident; both are recorded.
    const problem = first === null ? null : await play(journey)
    if (first !== null && problem === null) unsteady.push(`${nameOf(journey)}: ${first}`)
    process.stdout.write(`${nameOf(journey)}: ${problem ?? 'as the chart says'}\n`)
    if (problem !== null) failures.push(`${nameOf(journey)}: ${problem}`)
  }
})
await Promise.all(workers)
const result: Recorded = {
  journeys: all.length,
  transitions: new Set(all.flatMap(({ edges }) => edges)).size,
  failures,
  unsteady,
  seconds: Math.round((known?.seconds ?? 0) + (performance.now() - began) / 1_000),
}
writeFileSync(record, `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(`${result.journeys} journeys, ${result.transitions} transitions, ${failures.length} failed\n`)
process.exitCode = failures.length === 0 ? 0 : 1
