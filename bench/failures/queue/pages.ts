import { chromium, type BrowserContext, type Page } from 'playwright'
import { chromiumFlags, ensureChromium } from '../../../scripts/chromium.ts'
import { bundlePage } from '../../bundle-page.ts'
import { startNotes, type Notes } from './notes-server.ts'

/** A tab with a client in it; its functions are called by name. */
export interface ClientTab {
  call<Value>(name: string, ...given: readonly unknown[]): Promise<Value>
  reload(): Promise<void>
  /** From here on the browser gives this origin no more room. */
  fillDisk(): Promise<void>
  close(): Promise<void>
}

export interface Stage {
  readonly notes: Notes
  open(): Promise<ClientTab>
  setOffline(isOffline: boolean): Promise<void>
}

/** Plays one scene with a client in a fresh Chromium, against a server that counts what took effect. */
export async function onStage<Value>(entry: string, play: (stage: Stage) => Promise<Value>): Promise<Value> {
  const code = await bundlePage(entry)
  const notes = await startNotes(code)
  const browser = await chromium.launch({ executablePath: ensureChromium(console.log), args: [...chromiumFlags] })
  try {
    const context = await browser.newContext()
    return await play({
      notes,
      open: () => openTab(context, notes.origin),
      setOffline: (isOffline) => context.setOffline(isOffline),
    })
  } finally {
    await browser.close()
    await notes.close()
  }
}

async function openTab(context: BrowserContext, origin: string): Promise<ClientTab> {
  const page: Page = await context.newPage()
  const start = async (): Promise<void> => {
    await page.goto(origin)
    await page.evaluate(
      "import('/page.js').then(async (client) => { globalThis.client = client; await client.start() })",
    )
  }
  await start()
  return {
    call: (name, ...given) => page.evaluate(`client.${name}(...${JSON.stringify(given)})`),
    reload: start,
    async fillDisk() {
      const devtools = await context.newCDPSession(page)
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    },
    close: () => page.close(),
  }
}
