import { chromium } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../scripts/chromium.ts'
import { bundlePage } from '../bundle-page.ts'
import type { Shown } from './failure.ts'
import { startProvider } from './provider.ts'

/** Bundles `entry` with the published packages that it imports, and runs it in a fresh Chromium against a fresh provider. */
export async function inPage(entry: string): Promise<Shown> {
  const served = await startProvider({ code: await bundlePage(entry) })
  const browser = await chromium.launch({ executablePath: ensureChromium(console.log), args: [...chromiumFlags] })
  try {
    const page = await browser.newPage()
    await page.goto(served.origin)
    return (await page.evaluate("import('/page.js').then(({ run }) => run())")) as Shown
  } finally {
    await browser.close()
    await served.close()
  }
}
