import type { BrowserContext, Page } from 'playwright'
import type { TabMessage, Tabs } from '../../../src/ports/world.ts'

/** The `webLocks()` of a real page, in the hands of a test in Node. */
export interface TabInPage {
  readonly tabs: Tabs
  readonly page: Page
}

type Exclusive = Awaited<ReturnType<Tabs['exclusive']>>

/** A new page with a tab of this name. What the port does at once reaches the page a moment later. */
export async function tabInPage(context: BrowserContext, url: string, name: string): Promise<TabInPage> {
  const page = await context.newPage()
  const works = new Map<number, () => Promise<unknown>>()
  const listeners = new Map<number, (message: TabMessage) => void>()
  let ids = 0
  await page.exposeFunction('runWork', (id: number) => works.get(id)?.())
  await page.exposeFunction('hear', (id: number, message: TabMessage) => listeners.get(id)?.(message))
  await page.goto(url)
  const handle = await page.evaluateHandle(inPage, name)
  const ignoreClosed = (): void => {}

  const tabs: Tabs = {
    shared: await handle.evaluate((tab) => tab.shared),
    async exclusive<Value>(
      lock: string,
      work: () => Promise<Value>,
      { timeout, signal }: Parameters<Tabs['exclusive']>[2],
    ) {
      const id = (ids += 1)
      let value: { readonly of: Value } | null = null
      works.set(id, async () => {
        value = { of: await work() }
      })
      const abort = (): void => void handle.evaluate((tab, one) => tab.abort(one), id).catch(ignoreClosed)
      signal.addEventListener('abort', abort, { once: true })
      const options = { id, lock, timeout, aborted: signal.aborted }
      const outcome: Exclusive = await handle.evaluate((tab, asked) => tab.exclusive(asked), options)
      signal.removeEventListener('abort', abort)
      if (!outcome.ok) return outcome
      const done = value as { readonly of: Value } | null
      if (done === null) throw new TypeError('The page says that work ran, and it did not')
      return { ok: true, value: done.of, at: outcome.at }
    },
    announce: (message) => void handle.evaluate((tab, one) => tab.announce(one), message).catch(ignoreClosed),
    subscribe(listener) {
      const id = (ids += 1)
      listeners.set(id, listener)
      const subscribed = handle.evaluate((tab, one) => tab.subscribe(one), id)
      return () =>
        void subscribed.then(() => handle.evaluate((tab, one) => tab.unsubscribe(one), id)).catch(ignoreClosed)
    },
    dispose: () => void handle.evaluate((tab) => tab.dispose()).catch(ignoreClosed),
  }
  return { tabs, page }
}

declare global {
  function runWork(id: number): Promise<void>
  function hear(id: number, message: unknown): Promise<void>
}

/** Runs in the page: the real tab, with numbers in place of functions. */
function inPage(name: string) {
  const tabs = globalThis.page.webLocks({ name })
  const controllers = new Map<number, AbortController>()
  const unsubscribes = new Map<number, () => void>()
  return {
    shared: tabs.shared,
    exclusive(asked: {
      readonly id: number
      readonly lock: string
      readonly timeout: Parameters<Tabs['exclusive']>[2]['timeout']
      readonly aborted: boolean
    }): Promise<Exclusive> {
      const controller = new AbortController()
      if (asked.aborted) controller.abort()
      controllers.set(asked.id, controller)
      const options = { timeout: asked.timeout, signal: controller.signal }
      return tabs.exclusive<unknown>(asked.lock, () => globalThis.runWork(asked.id), options)
    },
    abort: (id: number) => controllers.get(id)?.abort(),
    announce: (message: TabMessage) => tabs.announce(message),
    subscribe(id: number) {
      unsubscribes.set(
        id,
        tabs.subscribe((message) => void globalThis.hear(id, message)),
      )
    },
    unsubscribe: (id: number) => unsubscribes.get(id)?.(),
    dispose: () => tabs.dispose(),
  }
}
