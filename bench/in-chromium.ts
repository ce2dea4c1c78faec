import { chromium } from 'playwright'
import { chromiumFlags, ensureChromium } from '../scripts/chromium.ts'
import { bundlePage } from './bundle-page.ts'
import { serve, type Routes } from './serve.ts'

export interface BrowserRun<Result> {
  readonly result: Result
  /** Engine and version. */
  readonly engine: string
}

/**
 * Bundles `entry`, serves it beside `routes`, opens it in headless Chromium and answers what its `run` answers: JSON, whose
 * shape is the page's word.
 */
export async function inChromium<Result>(
  entry: string,
  routes: Routes = {},
  flags: readonly string[] = [],
): Promise<BrowserRun<Result>> {
  const code = await bundlePage(entry)
  const page = '<!doctype html><title>Benchmark</title>'
  const served = await serve({
    ...routes,
    '/': () => ({ type: 'text/html', body: page }),
    '/benchmark.js': () => ({ type: 'text/javascript', body: code }),
  })
  const browser = await chromium.launch({
    executablePath: ensureChromium(console.log),
    args: [...chromiumFlags, ...flags],
  })
  try {
    const tab = await browser.newPage()
    await tab.goto(served.origin)
    const result = (await tab.evaluate("import('/benchmark.js').then(({ run }) => run())")) as Result
    return { result, engine: `Chromium ${browser.version()}` }
  } finally {
    await browser.close()
    await served.close()
  }
}
