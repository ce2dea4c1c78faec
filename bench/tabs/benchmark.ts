import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../scripts/chromium.ts'
import { bundlePage } from '../bundle-page.ts'
import { startProvider } from '../failures/provider.ts'
import { installPeers } from '../install-peers.ts'
import type { Report } from '../report.ts'
import { names, type Name } from './names.ts'
import type { Tab } from './tab.ts'

const rounds = 100
/** One tab shows that a contestant is asked for nothing it can't do: it has nobody to race. */
const tabCounts = [1, 2, 4] as const
const controlRounds = 10
/** Milliseconds: as far as a token endpoint is away. */
const answerTime = 40

interface Row {
  readonly name: Name
  readonly tabs: number
  /** Rounds after which some tab had no session any more. */
  readonly lost: number
}

/** Several tabs of one login want a new token in the same moment, from a server that ends a login when a spent token comes back. */
export async function tabsBenchmark(): Promise<Report> {
  const versions = installPeers()
  const code = await bundlePage(entry)
  const browser = await chromium.launch({ executablePath: ensureChromium(console.log), args: [...chromiumFlags] })
  const rows: Row[] = []
  try {
    for (const tabs of tabCounts) {
      for (const name of names) rows.push({ name, tabs, lost: await race(name, tabs) })
    }
    const own = rows.filter(({ name }) => name === 'authchart')
    return {
      title: `Tabs of one login that refresh at once: rounds after which a tab was signed out`,
      verdicts: own.map(({ tabs, lost }) => `authchart, ${tabs} tabs: ${lost} of ${roundsOf(tabs)} (promise 0)`),
      columns: ['', ...tabCounts.map((tabs) => `${tabs} ${tabs === 1 ? 'tab' : 'tabs'}, of ${roundsOf(tabs)}`)],
      rows: names.map((name) => [name, ...rows.filter((row) => row.name === name).map(({ lost }) => String(lost))]),
      facts: [
        `Chromium ${browser.version()}`,
        ...['oidc-client-ts', '@auth0/auth0-spa-js', '@supabase/auth-js'].map(
          (peer) => `${peer} ${versions[peer] ?? ''}`,
        ),
        `a token answer takes ${answerTime} ms`,
        'no grace for a spent token',
      ],
      broken: own.flatMap(({ tabs, lost }) => (lost === 0 ? [] : [`${lost} rounds lost with ${tabs} tabs`])),
    }
  } finally {
    await browser.close()
  }

  async function race(name: Name, tabs: number): Promise<number> {
    const served = await startProvider({ code, answerTime })
    const context = await browser.newContext()
    try {
      const pages = await Promise.all(Array.from({ length: tabs }, () => context.newPage()))
      for (const page of pages) await page.goto(served.origin)
      let lost = 0
      for (let round = 0; round < roundsOf(tabs); round += 1) {
        if (!(await survives(name, pages))) lost += 1
      }
      return lost
    } finally {
      await context.close()
      await served.close()
    }
  }
}

function roundsOf(tabs: number): number {
  return tabs === 1 ? controlRounds : rounds
}

async function survives(name: Name, [first, ...others]: readonly Page[]): Promise<boolean> {
  if (first === undefined) throw new Error('Cannot race: there is no tab')
  await tell(first, name, 'signIn')
  for (const page of others) await tell(page, name, 'open')
  const pages = [first, ...others]
  await Promise.all(pages.map((page) => tell(page, name, 'renew')))
  const after: unknown[] = []
  for (const page of pages) after.push(await tell(page, name, 'renew'))
  return after.every((fresh) => fresh === true)
}

function tell(page: Page, name: Name, act: keyof Tab): Promise<unknown> {
  return page.evaluate(`import('/page.js').then(({ tabs }) => tabs[${JSON.stringify(name)}].${act}())`)
}

const entry = `
import * as oidcClient from 'oidc-client-ts'
import * as auth0 from '@auth0/auth0-spa-js'
import * as supabase from '@supabase/auth-js'
import { contestants } from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}
export const tabs = contestants({ oidcClient, auth0, supabase })
`
