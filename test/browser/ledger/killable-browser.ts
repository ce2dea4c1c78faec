import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromiumFlags, ensureChromium } from '../../../scripts/chromium.ts'

/** A Chromium that is ours to kill, on a profile that outlives it. */
export interface KillableBrowser {
  /** Opens a tab; answers its debugger's address. */
  open(url: string): Promise<string>
  /** SIGKILL to all its processes, and the end of the last one that writes. */
  kill(): Promise<void>
}

/** A debugger answers within milliseconds; one that takes this long belongs to a browser that is stuck. */
const debuggerPatience = 20_000
const mostStarts = 3

/** A Chromium that came up and doesn't answer its debugger says nothing about the page: it is started anew. */
export async function killableBrowser(profile: string, flags: readonly string[] = []): Promise<KillableBrowser> {
  for (let start = 1; ; start += 1) {
    const { answers, ...browser } = await startBrowser(profile, flags)
    if (await answers()) return browser
    await browser.kill()
    if (start === mostStarts) throw new Error('Cannot start Chromium: its debugger does not answer')
  }
}

interface StartedBrowser extends KillableBrowser {
  answers(): Promise<boolean>
}

async function startBrowser(profile: string, flags: readonly string[]): Promise<StartedBrowser> {
  const portFile = join(profile, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  const child = spawn(
    ensureChromium(() => {}),
    [
      ...chromiumFlags,
      ...flags,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // A group of its own: renderers and the storage process die with it.
    { detached: true, stdio: 'ignore' },
  )
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // Already gone.
      }
    }
    await exited
  }
  for (let waited = 0; !existsSync(portFile) || !/^\d+\n/.test(readFileSync(portFile, 'utf8')); waited += 20) {
    if (waited > 30_000) {
      await kill()
      throw new Error('Cannot start Chromium: it opened no debugging port')
    }
    await pause(20)
  }
  const port = Number.parseInt(readFileSync(portFile, 'utf8'), 10)
  const ask = (path: string, method: 'GET' | 'PUT'): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/json/${path}`, { method, signal: AbortSignal.timeout(debuggerPatience) })
  return {
    answers: () =>
      ask('version', 'GET').then(
        () => true,
        () => false,
      ),
    async open(url) {
      const answer = await ask(`new?${encodeURIComponent(url)}`, 'PUT')
      return ((await answer.json()) as { webSocketDebuggerUrl: string }).webSocketDebuggerUrl
    },
    kill,
  }
}
