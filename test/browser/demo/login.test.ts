import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoServer, type DemoServer } from '../../../demo/server/index.ts'
import { shellFile } from '../../../demo/server/shell/shell.ts'
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts'
import { authorizationUrl } from '../../drivers/sign-in-over-http.ts'

describe('the login page in Chromium', () => {
  let browser: Browser
  let server: DemoServer

  beforeAll(async () => {
    const executablePath = findChromium()
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...chromiumFlags],
    })
    const page = shellFile('index.html', Buffer.from('<!doctype html><title>Fieldwork</title>'))
    server = await createDemoServer({ port: 0, app: new Map([['/index.html', page]]) })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  it('takes two clicks from the list of accounts back to the app', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Mira Okafor' }).click()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${server.addresses.redirectUri}?*`)
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[\w-]{43}$/)
    await page.context().close()
  })

  it('lets a second person sign in over the first', async () => {
    const page = await open()
    await signIn(page, 'Mira Okafor')
    await page.goto(address('login consent'))
    await signIn(page, 'Jonas Lindqvist')
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[\w-]{43}$/)
    await page.context().close()
  })

  it('leaves the provider by its own page and comes back to the app', async () => {
    const page = await open()
    await signIn(page, 'Mira Okafor')
    const { issuer, clientId, postLogoutRedirectUri } = server.addresses
    const query = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: postLogoutRedirectUri })
    await page.goto(`${issuer}/session/end?${query.toString()}`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(postLogoutRedirectUri)
    await page.goto(address('consent'))
    expect(await page.getByRole('heading', { name: 'Sign in' }).count()).toBe(1)
    await page.context().close()
  })

  it.each([320, 360, 1280])('fits a window %i pixels wide', async (width) => {
    const page = await open()
    await page.setViewportSize({ width, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
    const heights = await page
      .locator('button, input')
      .evaluateAll((found) => found.map((one) => one.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    await page.context().close()
  })

  async function open(): Promise<Page> {
    const page = await (await browser.newContext()).newPage()
    await page.goto(address('consent'))
    return page
  }

  async function signIn(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name }).click()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${server.addresses.redirectUri}?*`)
  }

  function address(prompt: string): string {
    return authorizationUrl(server.addresses, { verifier: 'v'.repeat(43), prompt })
  }
})
