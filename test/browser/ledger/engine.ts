import { chromium } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../../scripts/chromium.ts'

/** The browser that is killed, as a recorded run names it. */
export async function engineOf(): Promise<string> {
  const browser = await chromium.launch({ executablePath: ensureChromium(() => {}), args: [...chromiumFlags] })
  const version = browser.version()
  await browser.close()
  return `Chromium ${version}`
}
