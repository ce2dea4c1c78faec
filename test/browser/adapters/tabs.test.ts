import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duration } from '../../../machines/time.ts'
import type { Tabs } from '../../../src/ports/world.ts'
import { gate } from '../../../src/testing/contracts/gate.ts'
import { tabsContract, type SharedTabsSubject } from '../../../src/testing/contracts/tabs.contract.ts'
import { localServer, type LocalServer } from '../../contract/local-server.ts'
import { realTime } from '../../contract/real-time.ts'
import { holdsTo } from '../../contract/register.ts'
import { bundlePage } from './bundle-page.ts'
import { launchChromium } from './launch.ts'
import { tabInPage } from './tab-in-page.ts'

let server: LocalServer
let chromium: Browser

beforeAll(async () => {
  server = await localServer({ '/page.js': await bundlePage() })
  chromium = await launchChromium()
})

afterAll(async () => {
  await chromium.close()
  await server.close()
})

/** Between Node and a page every call takes a few milliseconds, which are not the adapter's. */
const roundTrip = 60

async function pagesSubject(): Promise<SharedTabsSubject & { readonly context: BrowserContext }> {
  const context = await chromium.newContext()
  const pages = new Map<Tabs, Page>()
  const name = crypto.randomUUID()
  const stranger = await context.newPage()
  await stranger.goto(server.origin)
  return {
    context,
    async open() {
      const { tabs, page } = await tabInPage(context, server.origin, name)
      pages.set(tabs, page)
      return tabs
    },
    pass: (milliseconds) => realTime(milliseconds + roundTrip),
    async kill(tabs) {
      await pages.get(tabs)?.close({ runBeforeUnload: false })
    },
    forge: (message) =>
      stranger.evaluate(
        ([channel, forged]) => {
          const forger = new BroadcastChannel(channel)
          forger.postMessage(forged)
          forger.close()
        },
        [`authchart:${name}:`, message] as const,
      ),
    end: () => context.close(),
  }
}

holdsTo('webLocks() between real pages', tabsContract, pagesSubject)

describe('webLocks() between real pages', () => {
  it('hears a well-formed message of a stranger, so that a forgery that never arrives proves something', async () => {
    const { open, forge, pass, end } = await pagesSubject()
    const heard: unknown[] = []
    const tabs = await open()
    tabs.subscribe((message) => heard.push(message))
    await pass(20)
    const message = { version: 1, kind: 'ended', account: 'hash', generation: 1 }
    await forge(message)
    await pass(50)
    expect(heard).toEqual([message])
    await end()
  })

  it('gives the name of a page that crashed to the next in line', async () => {
    const { open, context, pass, end } = await pagesSubject()
    const doomed = await open()
    const page = context.pages().at(-1)
    const other = await open()
    const taken = gate()
    doomed
      .exclusive('a', () => (taken.open(), new Promise(() => {})), {
        timeout: null,
        signal: new AbortController().signal,
      })
      .catch(() => {})
    await taken.opened
    const waiting = other.exclusive('a', async () => 'mine', {
      timeout: duration(10_000),
      signal: new AbortController().signal,
    })
    await pass(20)
    if (page === undefined) throw new TypeError('There is no page to crash')
    const session = await context.newCDPSession(page)
    session.send('Page.crash').catch(() => {})
    expect(await waiting).toMatchObject({ ok: true, value: 'mine' })
    await end()
  })
})
