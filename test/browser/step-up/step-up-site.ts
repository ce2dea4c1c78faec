import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { rolldown } from 'rolldown'
import { launchChromium } from '../adapters/launch.ts'

export interface StepUpSite {
  readonly chromium: Browser
  /** Opens the page and waits until it runs; nobody is signed in by that. */
  open(context: BrowserContext, method: 'webauthn' | 'pin'): Promise<Page>
  close(): Promise<void>
}

/** One page on a real disk. */
export async function openStepUpSite(): Promise<StepUpSite> {
  const input = fileURLToPath(new URL('./step-up-page.ts', import.meta.url))
  const build = await rolldown({ input, platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  const site = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript ? output[0].code : '<!doctype html><title>app</title><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`
  const chromium = await launchChromium()
  return {
    chromium,
    open: async (context, method) => {
      const page = await context.newPage()
      await page.goto(`${origin}/?method=${method}`)
      await isReady(page)
      return page
    },
    close: async () => {
      await chromium.close()
      site.closeAllConnections()
      await new Promise((resolve) => site.close(resolve))
    },
  }
}

export async function isReady(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title === 'ready')
}
