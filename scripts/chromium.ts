import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Flags every test browser starts with: nothing of its own on the network, and no sandbox where root has none. */
export const chromiumFlags: readonly string[] = [
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** The browser to drive: CHROMIUM_PATH, then the system's own, then Playwright's download. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`Cannot find Chromium: CHROMIUM_PATH names a file that does not exist: ${named}`)
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [
    ...commands.flatMap((command) => folders.map((folder) => join(folder, command))),
    ...macApplications,
    chromium.executablePath(),
  ]
  return candidates.find((candidate) => existsSync(candidate))
}

/** Finds the browser, or on Debian as root installs it; throws with the command to run where it can do neither. */
export function ensureChromium(report: (line: string) => void): string {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    report('No Chromium found: installing Debian’s chromium package')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    const installed = findChromium()
    if (installed !== undefined) return installed
  }
  throw new Error(
    'Cannot run the browser tests: no Chromium found. Install one (Debian: `apt-get install chromium`, elsewhere: ' +
      '`npx playwright install chromium`) or set CHROMIUM_PATH',
  )
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) throw new Error(`Cannot install Chromium: \`${command} ${args.join(' ')}\` failed`)
}
