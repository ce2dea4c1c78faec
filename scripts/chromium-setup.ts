import { ensureChromium } from './chromium.ts'

/** Vitest's global setup for the browser project: a missing browser fails the run, it never skips a test. */
export function setup(): void {
  process.env['CHROMIUM_PATH'] = ensureChromium((line) => process.stderr.write(`${line}\n`))
}
