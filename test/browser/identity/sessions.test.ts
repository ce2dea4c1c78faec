import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dpopApi, type DpopApi } from '../../drivers/dpop-api.ts'
import { oidcServer, type OidcServer } from '../../identity/oidc-server.ts'
import { launchChromium } from '../adapters/launch.ts'

let chromium: Browser
let app: Server
let origin: string
let provider: OidcServer
let api: DpopApi
let device: BrowserContext
/** False: a callback leads nowhere, and the tab stays where it is. */
let isComing = true
let held = ''

beforeAll(async () => {
  const input = fileURLToPath(new URL('./session-page.ts', import.meta.url))
  const build = await rolldown({ input, platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  app = createServer((request, response) => {
    const script = request.url === '/page.js'
    if (!isComing && request.url?.startsWith('/callback') === true) {
      held = request.url
      response.writeHead(204).end()
      return
    }
    const places = JSON.stringify({ issuer: provider.issuer, api: api.origin })
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
    response.end(
      script
        ? output[0].code
        : `<!doctype html><title>app</title><body><script>places = ${places}</script><script type="module" src="/page.js"></script>`,
    )
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  // The provider's site, so that its cookie goes along in a frame, too.
  origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
  chromium = await launchChromium()
})
afterEach(async () => {
  await device.close()
  await api.end()
  await provider.end()
})
afterAll(async () => {
  await chromium.close()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

async function openDevice(nonces: boolean): Promise<Page> {
  provider = await oidcServer({ redirectUri: `${origin}/callback`, dpop: nonces ? 'nonce' : 'proof' })
  api = await dpopApi({ nonces, keyOf: async (token) => (await provider.introspect(token))?.jkt })
  device = await chromium.newContext()
  return openTab()
}

async function openTab(query = ''): Promise<Page> {
  const page = await device.newPage()
  await page.goto(`${origin}/${query}`)
  await page.evaluate(() => auth.ready)
  return page
}

const isActive = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => 'auth' in globalThis && auth.state.status === 'ACTIVE')

async function signInByRedirect(page: Page): Promise<void> {
  await page.evaluate(() => void auth.signIn({ via: 'redirect', returnTo: '/orders' }))
  await page.waitForURL(`${origin}/orders`)
  await isActive(page)
}

const visit = (page: Page): Promise<number> =>
  page.evaluate(async () => (await auth.fetch(`${places.api}/orders`, { method: 'POST', body: 'x' })).status)

describe.each([
  ['', false],
  [', with nonces', true],
])('a session that is bound to a key, in Chromium%s', (_, nonces) => {
  it('keeps its key over redirect, reload and tabs, and loses it with the sign-out (RF-14)', async () => {
    const page = await openDevice(nonces)
    await signInByRedirect(page)
    expect(page.url()).toBe(`${origin}/orders`)
    expect(await visit(page)).toBe(200)
    await page.reload()
    await isActive(page)
    expect(await visit(page)).toBe(200)
    const second = await openTab()
    await isActive(second)
    expect(await Promise.all([visit(page), visit(second)])).toEqual([200, 200])
    expect(new Set(api.served.map(({ jkt }) => jkt)).size).toBe(1)
    expect(await page.evaluate(() => pairs())).toEqual([false])
    await page.evaluate(() => auth.signOut())
    await second.waitForFunction(() => auth.state.status === 'SIGNED_OUT')
    expect(await page.evaluate(() => pairs())).toEqual([])
    expect(api.refused.filter((error) => error !== 'use_dpop_nonce')).toEqual([])
  })
})

describe('a callback in Chromium', () => {
  it('that is opened in another tab is refused and loses nothing, and leaves a clean address (OL-02, OL-06)', async () => {
    const page = await openDevice(false)
    isComing = false
    const coming = page.waitForRequest(`${origin}/callback*`)
    await page.evaluate(() => void auth.signIn({ via: 'redirect' }))
    const stolen = (await coming).url()
    await expect.poll(() => held).toBe(stolen.slice(origin.length))
    isComing = true
    const other = await device.newPage()
    await other.goto(stolen)
    await other.waitForFunction(() => auth.state.status !== 'RESTORING')
    const seen = await other.evaluate(() => [
      auth.state.status,
      'problem' in auth.state && auth.state.problem,
      location.href,
    ])
    expect(seen).toEqual(['SIGNED_OUT', 'callback_refused', `${origin}/`])
    expect(provider.tokenRequests()).toBe(0)
  })
})

describe('a silent sign-in in Chromium', () => {
  it('comes back without a screen where the provider knows the user, and leaves no frame behind', async () => {
    const page = await openDevice(false)
    await signInByRedirect(page)
    // The same person, and an app that has lost everything.
    const fresh = await openTab('?db=fresh')
    expect(await fresh.evaluate(() => auth.state.status)).toBe('SIGNED_OUT')
    const visited: string[] = []
    fresh.on('framenavigated', (frame) => {
      if (frame === fresh.mainFrame()) visited.push(frame.url())
    })
    expect(await fresh.evaluate(() => auth.signIn({ via: 'silent' }))).toEqual({ status: 'signed_in' })
    expect(await visit(fresh)).toBe(200)
    expect([visited, fresh.frames().length, device.pages().length]).toEqual([[], 1, 2])
  })

  it('fails where it doesn’t, and clears nothing (OL-13)', async () => {
    const page = await openDevice(false)
    const refused = { status: 'failed', problem: 'sign_in_refused' }
    expect(await page.evaluate(() => auth.signIn({ via: 'silent' }))).toEqual(refused)
    await signInByRedirect(page)
    await device.clearCookies()
    expect(await page.evaluate(() => auth.signIn({ via: 'silent', maxAge: 0 }))).toEqual(refused)
    expect(await page.evaluate(() => auth.state.status)).toBe('ACTIVE')
    expect(await visit(page)).toBe(200)
  })

  it('by popup binds its tokens as well', async () => {
    const page = await openDevice(true)
    await page.evaluate(() => void auth.signIn({ via: 'popup' }))
    await isActive(page)
    expect(await visit(page)).toBe(200)
  })
})
