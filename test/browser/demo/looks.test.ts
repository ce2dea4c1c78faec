import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenarios } from '../../../demo/app/scenarios/scenarios.ts'
import { expectState, openFieldApp, openFirstOrder, signIn, type FieldApp } from '../journeys/field-app.ts'

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/* Told in order: each test goes on where the last one ended. */
describe('the demo, looked at', () => {
  let app: FieldApp
  let page: Page
  const complaints: string[] = []
  const foreign: string[] = []
  let byWorker = 0
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

  beforeAll(async () => {
    app = await openFieldApp({ accessTokenTtl: 60 })
    const own = [app.server.url, new URL(app.server.issuer).origin]
    // As the network tools see it: every tab, every window, and the worker that keeps the shell.
    app.context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (!own.includes(origin) && protocol !== 'data:' && protocol !== 'blob:') foreign.push(request.url())
      if (request.serviceWorker() !== null) byWorker += 1
    })
    page = await app.open()
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
  })
  afterAll(() => app.close())

  /** Runs outside the page's content policy, as devtools do. */
  async function violations(): Promise<readonly string[]> {
    await page.evaluate(axe)
    const { violations: found } = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })')
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  }

  const sideways = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  it('can be worked through by keyboard alone, from the list to a note', async () => {
    await signIn(page)
    await page.getByRole('link', { name: /Heating stays cold/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /Heating stays cold/ }).waitFor()
    await page.getByLabel('Write a note').focus()
    await page.keyboard.type('Rang twice')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Add note')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Who is in front of the screen?' })
    await dialog.waitFor()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it.each(['light', 'dark'] as const)('breaks no rule of axe, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'All orders' }).click()
    await page.getByText('More that can happen').click()
    await page.getByText('What you may do now').click()
    expect(await violations()).toEqual([])
    await page.getByText('More that can happen').click()
    await page.getByText('What you may do now').click()
    await openFirstOrder(page)
  })

  it.each([320, 360, 768])('fits a window %i pixels wide, with its sheet open', async (width) => {
    await page.setViewportSize({ width, height: 740 })
    expect(await sideways()).toBe(0)
    await page.locator('.status-line').click()
    await page.getByRole('heading', { name: 'Behind the scenes' }).waitFor()
    expect(await sideways()).toBe(0)
    expect(await page.locator('#behind').evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth)).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('#behind[data-open="false"]').waitFor({ state: 'attached' })
  })

  it('puts the orders away after eight days without the server, and says what helps', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('switch', { name: 'network gone' }).click()
    await expectState(page, 'OFFLINE_STALE')
    await page.getByText('What you may do now').click()
    await page.getByLabel('eight days later').check()
    await page.getByRole('heading', { name: 'Your orders are put away' }).waitFor()
    await expectState(page, 'REAUTH_REQUIRED')
    expect(await page.getByText('Heating stays cold').count()).toBe(0)
    expect(await violations()).toEqual([])
    await page.getByLabel('right time').check()
    await page.getByRole('switch', { name: 'network gone' }).click()
  })

  it('plays a story by its id, act by act', async () => {
    await page.goto(`${app.server.url}/?scenario=tunnel`)
    const story = page.getByRole('region', { name: 'The scenario' })
    for (const done of ['1', '2', '3', '4']) {
      await story.getByRole('button', { name: 'Let it happen' }).click()
      await page.locator(`.acts[data-done="${done}"]`).waitFor()
      if (done === '3') await page.getByText('Working offline').first().waitFor()
    }
    await story.getByRole('button', { name: 'The end' }).waitFor()
    expect(await violations()).toEqual([])
    expect(await page.getByRole('navigation', { name: 'All the stories' }).getByRole('link').count()).toBe(
      scenarios.length,
    )
  })

  it('lets somebody play with a copy of the chart', async () => {
    await page.goto(`${app.server.url}/?play`)
    await page.getByRole('slider').waitFor()
    expect(await violations()).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    // The drawing is laid out anew once the window has told its width.
    await expect.poll(sideways, { timeout: 20_000 }).toBe(0)
  })

  it('has said nothing to the console and asked nobody but its own servers', () => {
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([])
    expect(foreign).toEqual([])
    expect(byWorker).toBeGreaterThan(0)
  })

  it('would have been seen asking somebody else', async () => {
    const stray = 'http://127.0.0.2:9/pixel.gif'
    const other = await app.context.newPage()
    await other.goto(stray).catch(() => null)
    expect(foreign).toEqual([stray])
  })
})
