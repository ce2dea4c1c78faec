import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../scripts/chromium.ts'
import { bundlePage } from '../bundle-page.ts'
import { median } from '../median.ts'
import { ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import { serve, type Routes } from '../serve.ts'
import { half, verdict } from '../verdict.ts'
import { names } from './names.ts'
import type { ColdStart } from './page.ts'

const rounds = 40

/** From nothing to somebody: a stored session in a page that has just been opened, without the network. */
export async function coldStartBenchmark(): Promise<Report> {
  const code = await bundlePage(`export * from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}`)
  const served = await serve({ ...routes, '/page.js': () => ({ type: 'text/javascript', body: code }) })
  const browser = await chromium.launch({ executablePath: ensureChromium(console.log), args: [...chromiumFlags] })
  const samples: Record<string, number[]> = { [names.floor]: [], [names.own]: [] }
  let requests = 0
  try {
    const context = await browser.newContext()
    const inNewPage = async <Answer>(expression: string): Promise<Answer> => {
      const page = await context.newPage()
      await page.goto(served.origin)
      const answer = (await page.evaluate(`import('/page.js').then((page) => page.${expression})`)) as Answer
      await page.close()
      return answer
    }
    await inNewPage('prepare()')
    for (let round = 0; round < rounds; round += 1) {
      const order = round % 2 === 0 ? [names.floor, names.own] : [names.own, names.floor]
      for (const name of order) {
        const start = await inNewPage<ColdStart>(`measure(${JSON.stringify(name)})`)
        samples[name]?.push(start.milliseconds)
        requests += start.requests
      }
    }
  } finally {
    await browser.close()
    await served.close()
  }
  return {
    title: 'A stored session in a page that has just been opened, without the network, to a view that is authenticated',
    verdicts: [
      verdict('createAuth to the floor', ratioOf(samples, names.own, names.floor), 1.2),
      `requests: ${requests} (promise 0)`,
      'in it beside the floor: the accounts of this device, the session’s row with its intent, breaker and marks, the start of the chart, the listeners of the page, code that runs for the first time',
    ],
    columns: ['', 'ms (this machine)', 'to the floor'],
    rows: [names.floor, names.own].map((name) => [
      name,
      median(timesOf(samples, name)).toFixed(2),
      half(ratioOf(samples, name, names.floor)),
    ]),
    facts: [
      `Chromium ${browser.version()}`,
      `${rounds} interleaved rounds, a new page each`,
      'medians, with the middle half of the rounds in brackets',
    ],
    broken: requests === 0 ? [] : [`${requests} requests left the page`],
  }
}

const routes: Routes = {
  '/': () => ({ type: 'text/html', body: '<!doctype html><title>Cold start</title>' }),
  '/login': () => ({
    type: 'application/json',
    body: JSON.stringify({
      accessToken: 'a'.repeat(900),
      refreshToken: 'r'.repeat(400),
      expiresIn: 3_600,
      user: { id: 'mira', name: 'Mira' },
    }),
  }),
}
