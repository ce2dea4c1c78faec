import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localServer, type LocalServer } from '../../contract/local-server.ts'
import { bundlePage } from './bundle-page.ts'
import { launchChromium } from './launch.ts'

let server: LocalServer
let chromium: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  server = await localServer({ '/page.js': await bundlePage() })
  chromium = await launchChromium()
})

beforeEach(async () => {
  await context?.close()
  context = await chromium.newContext()
  page = await context.newPage()
  await page.goto(server.origin)
})

afterAll(async () => {
  await chromium.close()
  await server.close()
})

/** Keeps in the page's own memory what its clock tells. */
const listen = (): void => {
  const events: string[] = []
  Object.assign(globalThis, { events })
  globalThis.page.systemClock().lifecycle((event) => events.push(event))
}
const heard = (): unknown => Reflect.get(globalThis, 'events')

describe('systemClock() in Chromium', () => {
  it('tells that the page came back from the back-forward cache', async () => {
    await page.evaluate(listen)
    await page.goto(`${server.origin.replace('localhost', '127.0.0.1')}/elsewhere`)
    // A page out of the cache has loaded long ago: there is no load to wait for.
    await page.goBack({ waitUntil: 'commit' })
    await expect.poll(() => page.evaluate(heard)).toEqual(expect.arrayContaining(['hiding', 'restored']))
  })
})

describe('browserLocation() in Chromium', () => {
  it('drops callback parameters without loading, and keeps the history state', async () => {
    await page.goto(`${server.origin}/callback?code=1&state=2`)
    const seen = await page.evaluate(() => {
      history.replaceState({ router: 1 }, '')
      const before = history.length
      const navigation = globalThis.page.browserLocation()
      navigation.replace('/orders')
      return { url: navigation.url(), state: history.state as unknown, grown: history.length - before }
    })
    expect(seen).toEqual({ url: `${server.origin}/orders`, state: { router: 1 }, grown: 0 })
  })

  it('leaves for an address', async () => {
    await page.evaluate(() => globalThis.page.browserLocation().assign(`${location.origin}/provider`))
    await page.waitForURL('**/provider')
    expect(page.url()).toBe(`${server.origin}/provider`)
  })

  it.each(['javascript:document.title="owned"', 'data:text/html,hi', ' javascript:1', '//elsewhere.example'])(
    'does not run or follow %s',
    async (url) => {
      const error = await page.evaluate((address) => {
        try {
          globalThis.page.browserLocation().assign(address)
          return null
        } catch (reason) {
          return (reason as Error).message
        }
      }, url)
      expect(error).toBe('Cannot leave the page: the address is not http or https')
      expect(await page.title()).toBe('App')
    },
  )
})

describe('browser() in Chromium', () => {
  it('brings locks, hints, a reading of the network and the address bar', async () => {
    const platform = await page.evaluate(() => {
      const { server: isServer, tabs, navigation, connectivity } = globalThis.page.browser({ probeUrl: '/probe' })
      return {
        isServer,
        shared: tabs.shared,
        url: navigation?.url(),
        reading: connectivity.current(),
        probe: connectivity.probe !== null,
      }
    })
    expect(platform).toEqual({
      isServer: false,
      shared: true,
      url: `${server.origin}/`,
      reading: 'online',
      probe: true,
    })
  })

  it('finds the tab alone where the browser has no Web Locks', async () => {
    const shared = await page.evaluate(() => {
      Object.defineProperty(navigator, 'locks', { value: undefined })
      return globalThis.page.browser().tabs.shared
    })
    expect(shared).toBe(false)
  })
})
