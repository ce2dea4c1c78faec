import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../adapters/launch.ts'

let chromium: Browser
let app: Server
let origin: string
let context: BrowserContext

beforeAll(async () => {
  const input = fileURLToPath(new URL('./accounts-page.ts', import.meta.url))
  const build = await rolldown({ input, platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  app = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript ? output[0].code : '<!doctype html><title>app</title><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  origin = `http://localhost:${(app.address() as AddressInfo).port}`
  chromium = await launchChromium()
})
beforeEach(async () => {
  context = await chromium.newContext()
})
afterEach(() => context.close())
afterAll(async () => {
  await chromium.close()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

async function openPage(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin)
  await page.waitForFunction(() => document.title === 'ready')
  return page
}

const shown = (page: Page): Promise<string> => page.evaluate(() => people.shown())
const add = (page: Page, who: string): Promise<string> => page.evaluate((name) => people.add(name), who)
const rowsOf = (page: Page, account: string): Promise<string> => page.evaluate((name) => people.rows(name), account)

async function accountOf(page: Page, who: string): Promise<string> {
  const found = await page.waitForFunction(
    (name) => people.list().find(({ user }) => user?.id === name)?.account ?? false,
    who,
  )
  return String(await found.jsonValue())
}

describe('two people on the disk of a real browser (MA-01, MA-02)', () => {
  it('have a key and rows each, and what one does changes no byte of the other', async () => {
    const page = await openPage()
    expect(await add(page, 'mira')).toBe('signed_in')
    const mira = await accountOf(page, 'mira')
    const ofMira = await rowsOf(page, mira)
    expect(ofMira).toContain('"kind":"session"')
    expect(await add(page, 'ben')).toBe('signed_in')
    await page.evaluate(() => people.renew())
    const ben = await accountOf(page, 'ben')
    expect(await page.evaluate(() => people.keys())).toEqual(
      [`account:${mira}`, `account:${ben}`, 'device'].sort((a, b) => (a < b ? -1 : 1)),
    )
    expect(await rowsOf(page, mira)).toBe(ofMira)
    expect(await page.evaluate((name) => people.remove(name), ben)).toBe('removed')
    expect(await rowsOf(page, mira)).toBe(ofMira)
    expect(await page.evaluate(() => people.keys())).toEqual([`account:${mira}`, 'device'])
    expect(await rowsOf(page, ben)).not.toContain('"sealed":[')
  })

  it('are there again after a reload, with whom was shown last, also without a network', async () => {
    const page = await openPage()
    for (const who of ['mira', 'ben']) expect(await add(page, who)).toBe('signed_in')
    await accountOf(page, 'mira')
    expect(await page.evaluate(() => people.switchTo('mira'))).toBe('switched')
    await page.reload()
    await page.waitForFunction(() => document.title === 'ready')
    expect(await shown(page)).toBe('ACTIVE mira')
    await context.setOffline(true)
    await accountOf(page, 'ben')
    expect(await page.evaluate(() => people.switchTo('ben'))).toBe('switched')
    expect(await shown(page)).toMatch(/^(ACTIVE|OFFLINE_STALE) ben$/)
  })

  it('can be shown in two tabs at once, each its own; a removal reaches the tab that shows them', async () => {
    const [first, second] = [await openPage(), await openPage()]
    for (const who of ['mira', 'ben']) expect(await add(first, who)).toBe('signed_in')
    await accountOf(second, 'mira')
    expect(await second.evaluate(() => people.switchTo('mira'))).toBe('switched')
    expect([await shown(first), await shown(second)]).toEqual(['ACTIVE ben', 'ACTIVE mira'])
    const ben = await accountOf(second, 'ben')
    expect(await second.evaluate((name) => people.remove(name), ben)).toBe('removed')
    await first.waitForFunction(() => people.shown() === 'SIGNED_OUT nobody')
    expect(await shown(second)).toBe('ACTIVE mira')
  })
})
