import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../scripts/chromium.ts'
import { bundlePage } from '../bundle-page.ts'
import { startProvider } from '../failures/provider.ts'
import { installPeers } from '../install-peers.ts'
import type { Report } from '../report.ts'
import { consumers, names, refreshes } from './names.ts'

/** How often React draws a hundred consumers again because a token was refreshed. */
export async function rendersBenchmark(): Promise<Report> {
  const versions = installPeers()
  // React counts in its development build only.
  const served = await startProvider({ code: await bundlePage(entry, { mode: 'development' }) })
  const browser = await chromium.launch({ executablePath: ensureChromium(console.log), args: [...chromiumFlags] })
  try {
    const counts = new Map<string, number>()
    for (const [contestant, name] of Object.entries(names)) {
      const page = await browser.newPage()
      await page.goto(served.origin)
      counts.set(name, Number(await page.evaluate(`import('/page.js').then((page) => page.${contestant}())`)))
      await page.close()
    }
    const own = counts.get(names.own) ?? Number.NaN
    return {
      title: `How often ${consumers} consumers are drawn again over ${refreshes} token refreshes, by React’s own Profiler`,
      verdicts: [`authchart, consumers that don’t read the status: ${own} (promise 0)`],
      columns: ['', 'consumers drawn again'],
      rows: [...counts].map(([name, commits]) => [name, String(commits)]),
      facts: [
        `Chromium ${browser.version()}`,
        ...['react', 'react-oidc-context', '@auth0/auth0-react'].map((peer) => `${peer} ${versions[peer] ?? ''}`),
        'counted, not timed',
      ],
      broken: own === 0 ? [] : [`${own} commits of consumers that read no status`],
    }
  } finally {
    await browser.close()
    await served.close()
  }
}

const file = (name: string): string => JSON.stringify(join(import.meta.dirname, name))

const entry = `
import * as react from 'react'
import * as dom from 'react-dom/client'
import * as oidcClient from 'oidc-client-ts'
import * as oidcContext from 'react-oidc-context'
import * as auth0Module from '@auth0/auth0-spa-js'
import * as auth0ReactModule from '@auth0/auth0-react'
import { own as measure } from ${file('own.tsx')}
import { auth0React, reactOidcContext } from ${file('peers.ts')}
export const own = () => measure('part')
export const ownWhole = () => measure('whole')
export const oidc = () => reactOidcContext({ react, dom, oidcClient, oidcContext })
export const auth0 = () => auth0React({ react, dom, auth0: auth0Module, auth0React: auth0ReactModule })
`
