import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDemoServer, type DemoServer } from '../../../demo/server/index.ts'
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts'

describe('the demo’s shell in Chromium', () => {
  let browser: Browser
  let server: DemoServer
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    const executablePath = findChromium()
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...chromiumFlags],
    })
  })
  afterAll(async () => {
    await browser.close()
  })
  beforeEach(async () => {
    server = await createDemoServer({ port: 0 })
    page = await browser.newPage()
    complaints.length = 0
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text())
    })
    await page.goto(server.url)
    await page.evaluate(async () => {
      if (navigator.serviceWorker.controller) return
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
      })
    })
  }, 20_000)
  afterEach(async () => {
    await page.close()
    await server.close()
  })

  it('opens with every server gone, on any path of the app', async () => {
    await server.close()
    await page.reload()
    await expect.poll(() => page.locator('#root > *').count()).toBeGreaterThan(0)
    await page.goto(`${server.url}/orders/wo-2031`)
    await expect.poll(() => page.locator('#root > *').count()).toBeGreaterThan(0)
  })

  it('keeps the built files and no answer of world, provider or API', async () => {
    const kept = await page.evaluate(async (addresses) => {
      await fetch('/__world')
      await fetch(`${addresses.issuer}/.well-known/openid-configuration`)
      await fetch(`${addresses.api}/orders`)
      const caching = (await caches.keys()).map((name) => caches.open(name))
      const requests = (await Promise.all(caching)).map((cache) => cache.keys())
      return (await Promise.all(requests))
        .flat()
        .map(({ url }) => new URL(url))
        .map(({ origin, pathname }) => ({ own: origin === location.origin, pathname }))
    }, server.addresses)
    expect(kept.length).toBeGreaterThanOrEqual(2)
    expect(kept.filter(({ own, pathname }) => !own || !/^\/(index\.html|assets\/[\w.-]+)$/.test(pathname))).toEqual([])
  })

  it('runs without a complaint from its content policy, which lets no text become code (Trusted Types)', async () => {
    expect(complaints).toEqual([])
    const markup = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<b>text</b>'
        return 'taken'
      } catch (error) {
        return error instanceof TypeError ? 'refused' : 'odd'
      }
    })
    expect(markup).toBe('refused')
  })

  it('lets a page of the app read its services across origins', async () => {
    const status = await page.evaluate(
      async ({ api }) => (await fetch(`${api}/orders`, { headers: { authorization: 'Bearer x' } })).status,
      server.addresses,
    )
    expect(status).toBe(401)
  })
})
