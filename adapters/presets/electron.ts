import type { Platform } from '../../src/ports/world.ts'
import { browser, type BrowserOptions } from './browser.ts'

/** What `electron` takes: what `browser` does. */
export type ElectronOptions = BrowserOptions

/**
 * Everything a window of an Electron app brings: Chromium, without the address bar. A provider's page has no place in the
 * app's own window, and its scheme is no address to come back to: sign in with `systemBrowser(…)`.
 */
export function electron(options: ElectronOptions = {}): Platform {
  return browser({ navigation: null, ...options })
}
