import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isReady, openStepUpSite, type StepUpSite } from './step-up-site.ts'

let site: StepUpSite
let context: BrowserContext

beforeAll(async () => {
  site = await openStepUpSite()
})
afterEach(() => context.close())
afterAll(() => site.close())

const right = '271828'
const wrong = '314159'
const words = 'the valve at gate four leaks'
const sealed = 'RESTORING step_up'

/** Signed in, with a note that waits and a PIN over both. */
async function withPin(): Promise<Page> {
  context = await site.chromium.newContext()
  const page = await site.open(context, 'pin')
  expect(await page.evaluate(() => stepUp.signIn())).toBe('ACTIVE')
  await context.setOffline(true)
  await page.evaluate((text) => stepUp.queueNote(text), words)
  expect(await loot(page)).toEqual([words, 'refreshToken', 'mira'])
  expect(await page.evaluate((pin) => stepUp.enroll('pin', [pin, pin]), right)).toBe('enrolled')
  return page
}

/** What of all this a stolen disk shows. */
async function loot(page: Page): Promise<readonly string[]> {
  const text = await page.evaluate(() => stepUp.stolen())
  return [words, 'refreshToken', 'mira'].filter((secret) => text.includes(secret))
}

const unlock = (page: Page, answers: readonly string[]) => page.evaluate((given) => stepUp.unlock(given), answers)
const status = (page: Page) => page.evaluate(() => stepUp.status())

async function reload(page: Page): Promise<void> {
  await context.setOffline(false)
  await page.reload()
  await isReady(page)
  await page.evaluate(() => stepUp.signIn())
}

describe('a PIN in a real browser (SU-03)', () => {
  it('seals the rows on the disk: neither a name, nor a token, nor a word of the work reads without it', async () => {
    const page = await withPin()
    expect(await loot(page)).toEqual([])
    await reload(page)
    expect(await status(page)).toBe(sealed)
    expect(await loot(page)).toEqual([])
    expect(await unlock(page, [wrong, right])).toBe('granted')
    expect(await status(page)).toMatch(/^(ACTIVE|REFRESHING)/)
    await page.waitForFunction((text) => stepUp.notes()[0] === text, words)
    expect(await loot(page)).toEqual([])
  })

  it('opens its box with 600,000 rounds, with the network cut, and gives it back on removal', async () => {
    const page = await withPin()
    expect(await page.evaluate((given) => stepUp.prove(given), [wrong, right])).toBe('granted')
    expect(await page.evaluate(() => stepUp.remove('pin'))).toBe('removed')
    expect(await loot(page)).toEqual([words, 'refreshToken', 'mira'])
    await reload(page)
    expect(await status(page)).toMatch(/^(ACTIVE|REFRESHING)/)
  })

  it('counts attempts over reloads and over a crash in the middle of one', async () => {
    let page = await withPin()
    await page.evaluate((pin) => stepUp.attempt(pin), wrong)
    await reload(page)
    expect(await status(page)).toBe(sealed)
    expect(await page.evaluate(() => stepUp.attemptsLeft())).toBe(9)

    await reload(page)
    await page.evaluate(() => stepUp.attempt('161803'))
    const crashed = page.waitForEvent('crash')
    void page.goto('chrome://crash').catch(() => undefined)
    await crashed
    page = await site.open(context, 'pin')
    await page.evaluate(() => stepUp.signIn())
    expect(await status(page)).toBe(sealed)
    expect(await page.evaluate(() => stepUp.attemptsLeft())).toBe(8)
    expect(await loot(page)).toEqual([])
  })
})
