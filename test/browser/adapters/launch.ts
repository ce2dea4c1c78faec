import { chromium, type Browser, type BrowserContext } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../../scripts/chromium.ts'

const executable = () => ({
  executablePath: ensureChromium(() => {}),
  args: [...chromiumFlags],
})

export function launchChromium(): Promise<Browser> {
  // Playwright switches the back-forward cache off; pages in the world have it on.
  return chromium.launch({ ...executable(), ignoreDefaultArgs: ['--disable-back-forward-cache'] })
}

/** A browser whose disk outlives it. */
export function launchOnDisk(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, executable())
}
