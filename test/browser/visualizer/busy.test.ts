import { join } from 'node:path'
import { chromium } from 'playwright'
import { expect, it } from 'vitest'
import { bundlePage } from '../../../bench/bundle-page.ts'
import { serve } from '../../../bench/serve.ts'
import { chromiumFlags, ensureChromium } from '../../../scripts/chromium.ts'
import { root } from '../../../scripts/entries.ts'
import { longTasks } from './long-tasks.ts'

const entry = `export { busy } from ${JSON.stringify(join(root, 'bench/chart/page.tsx'))}`

it('draws 200 events a second without a long task, also of a chart with 30 states and 80 edges', async () => {
  const code = await bundlePage(entry)
  const served = await serve({
    '/': () => ({ type: 'text/html', body: '<!doctype html><title>Busy</title>' }),
    '/busy.js': () => ({ type: 'text/javascript', body: code }),
  })
  const browser = await chromium.launch({ executablePath: ensureChromium(() => {}), args: [...chromiumFlags] })
  try {
    const tab = await browser.newPage()
    await tab.goto(served.origin)
    // Drawn once before it is watched: what is measured is following, not compiling.
    const follow = (seconds: number) =>
      tab.evaluate(`import('/busy.js').then(({ busy }) => busy({ perSecond: 200, seconds: ${seconds} }))`)
    await follow(0.5)
    const sent: unknown[] = []
    expect(await longTasks(browser, tab, async () => sent.push(await follow(2)))).toEqual([])
    expect(sent).toEqual([[expect.any(Number), expect.any(Number)]])
    expect(Math.min(...[sent].flat(3).map(Number))).toBeGreaterThan(200)
    const planted = 'const until = performance.now() + 600; while (performance.now() < until);'
    expect(await longTasks(browser, tab, () => tab.evaluate(planted))).not.toEqual([])
  } finally {
    await browser.close()
    await served.close()
  }
})
