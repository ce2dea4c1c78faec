import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { oidcServer, type AppAtProvider, type OidcServer } from '../../identity/oidc-server.ts'
import { launchChromium } from '../adapters/launch.ts'

let chromium: Browser
let app: Server
let origin: string
let provider: OidcServer

beforeAll(async () => {
  const input = fileURLToPath(new URL('./popup-page.ts', import.meta.url))
  const build = await rolldown({ input, platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  app = createServer((request, response) => {
    const script = request.url === '/page.js'
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
    response.end(
      script ? output[0].code : '<!doctype html><title>app</title><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  origin = `http://localhost:${(app.address() as AddressInfo).port}`
  chromium = await launchChromium()
})
afterEach(() => provider.end())
afterAll(async () => {
  await chromium.close()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

async function openApp(client: AppAtProvider = {}): Promise<Page> {
  provider = await oidcServer({ redirectUri: `${origin}/callback`, ...client })
  const page = await (await chromium.newContext()).newPage()
  await page.goto(origin)
  return page
}

const signIn = (page: Page): Promise<string> => page.evaluate((issuer) => signInByPopup(issuer), provider.issuer)

describe('a popup sign-in in a real browser', () => {
  it('ends in the opener, and the window closes itself', async () => {
    const page = await openApp()
    const opened = page.waitForEvent('popup')
    expect(await signIn(page)).toBe('mira')
    const popup = await opened
    if (!popup.isClosed()) await popup.waitForEvent('close')
    expect(page.context().pages()).toEqual([page])
  })

  it('ends in the opener also when the provider cuts the window off (COOP)', async () => {
    const page = await openApp({ coop: true })
    let opener: unknown = 'not seen'
    await page.context().exposeFunction('tellOpener', (seen: unknown) => void (opener = seen))
    await page.context().addInitScript({
      content: "if (location.pathname === '/callback') tellOpener(window.opener === null ? 'cut off' : 'there')",
    })
    expect(await signIn(page)).toBe('mira')
    expect(opener).toBe('cut off')
  })

  it('is cancelled when the user closes the window', async () => {
    const page = await openApp({ page: '<title>sign in</title>' })
    const opened = page.waitForEvent('popup')
    const answer = signIn(page)
    const popup = await opened
    await popup.waitForURL(/interaction/)
    await popup.close()
    await page.bringToFront()
    expect(await answer).toBe('cancelled')
    expect(provider.tokenRequests()).toBe(0)
  })

  it('is answered by its own window and origin alone (OL-12)', async () => {
    const page = await openApp({ page: '<title>sign in</title>' })
    const opened = page.waitForEvent('popup')
    const answer = signIn(page)
    const popup = await opened
    // What the provider's page knows: the state, and whose window opened it.
    await popup.waitForURL(/interaction/)
    const asked = provider.seen.find(({ path }) => path === '/auth')
    const state = new URL(asked?.url ?? '', provider.issuer).searchParams.get('state') ?? ''
    expect(state).toMatch(/^popup\./)
    const forged = { authchart: 'popup', url: `${origin}/callback?code=forged&state=${state}` }
    // Another origin in the right window, the right origin in another window, and a frame.
    await popup.evaluate((message) => (window.opener as Window).postMessage(message, '*'), forged)
    await page.evaluate((message) => window.postMessage(message, '*'), forged)
    await page.evaluate((message) => {
      const frame = document.createElement('iframe')
      frame.srcdoc = `<script>parent.postMessage(${JSON.stringify(message)}, '*')</script>`
      document.body.append(frame)
      return new Promise((resolve) => frame.addEventListener('load', resolve))
    }, forged)
    await popup.close()
    await page.bringToFront()
    expect(await answer).toBe('cancelled')
    expect(provider.tokenRequests()).toBe(0)
  })

  it('leaves a callback alone that belongs to no popup', async () => {
    const page = await openApp()
    await page.goto(`${origin}/callback?code=c&state=s`)
    await page.waitForFunction(() => document.title !== 'app')
    expect([await page.title(), page.url()]).toEqual(['not a popup', `${origin}/callback?code=c&state=s`])
  })
})
