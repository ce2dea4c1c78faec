import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../adapters/launch.ts'
import { misplaced } from './misplaced.ts'
import { buildStorybook, origin, type BuiltStorybook } from './built-storybook.ts'

// A busy machine is slow, not wrong.
const patience = { timeout: 20_000 }

let browser: Browser
let storybook: BuiltStorybook
let context: BrowserContext
let foreign: readonly string[]

beforeAll(async () => {
  ;[browser, storybook] = await Promise.all([launchChromium(), buildStorybook()])
})

afterAll(async () => {
  await browser.close()
  await storybook.remove()
})

beforeEach(async () => {
  context = await browser.newContext()
  foreign = await storybook.opensIn(context)
})

afterEach(() => context.close())

async function story(id: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/iframe.html?viewMode=story&id=${id}&globals=scheme:${scheme}`)
  await page.locator('.story').waitFor()
  return page
}

/** One story of each tool. */
function tools(): readonly string[] {
  const ids = storybook.entries.filter((id) => id.startsWith('tools-'))
  return ids.filter((id, at) => ids.findIndex((other) => other.split('--')[0] === id.split('--')[0]) === at)
}

describe('Storybook, with nobody else to ask', () => {
  it('shows its frame and a page of every kind, and asks nobody', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/?path=/story/tools-chart--signed-in`)
    await page.frameLocator('#storybook-preview-iframe').getByRole('heading', { name: 'Your sign-in' }).waitFor()
    for (const kind of ['states-', 'scenarios-', 'components-', 'tools-']) {
      const id = storybook.entries.find((one) => one.startsWith(kind))
      const shown = await story(id ?? `nothing of ${kind}`)
      await shown.close()
    }
    await page.goto(`${origin}/iframe.html?viewMode=docs&id=guide-offline--docs`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(foreign).toEqual([])
    await page.evaluate(() => fetch('http://127.0.0.1:9/planted').catch(() => null))
    expect(foreign).toEqual(['http://127.0.0.1:9/planted'])
  })
})

describe('the tools', () => {
  it('fit a window of 320, 360, 768 and 1280 px, in the dark, with no words on others', async () => {
    const faults: string[] = []
    for (const id of tools()) {
      const page = await story(id, 'dark')
      await page.emulateMedia({ reducedMotion: 'reduce' })
      for (const width of [320, 360, 768, 1280]) {
        await page.setViewportSize({ width, height: 740 })
        faults.push(...(await misplaced(page)).map((fault) => `${id} at ${width}: ${fault}`))
      }
      await page.close()
    }
    expect(faults).toEqual([])
    expect(tools().length).toBeGreaterThanOrEqual(9)
  })

  it('would be seen to fit badly', async () => {
    const page = await story('tools-chart--signed-in')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.evaluate(() => {
      const label = document.querySelector<HTMLElement>('.ac-label')
      if (label !== null) label.style.translate = '0 24px'
      document.body.append(
        Object.assign(document.createElement('div'), { style: 'inline-size: 3000px; block-size: 1px' }),
      )
    })
    const faults = await misplaced(page)
    expect(faults.filter((fault) => fault.endsWith('too wide'))).toHaveLength(1)
    expect(faults.filter((fault) => fault.includes('” on “')).length).toBeGreaterThan(0)
  })

  it('are walked through by keyboard alone: states, their ways, and back', async () => {
    const page = await story('tools-chart--signed-in')
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    const buttons = await page.locator('.ac-chart button:visible, .ac-chart summary:visible').count()
    const met = new Set<string>()
    await page.locator('body').click({ position: { x: 1, y: 1 } })
    for (let step = 0; step < buttons + 5; step += 1) {
      await page.keyboard.press('Tab')
      const where = await page.evaluate(() => {
        const all = [...document.querySelectorAll('.ac-chart button, .ac-chart summary')]
        return document.activeElement === null ? -1 : all.indexOf(document.activeElement)
      })
      if (where >= 0) met.add(String(where))
    }
    expect(met.size).toBe(buttons)
    await page.locator('.ac-state', { hasText: 'LOCKED' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Ways out of LOCKED' }).waitFor()
    await page.getByRole('button', { name: 'Back to the active state' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Ways out of ACTIVE' }).waitFor()
    await page.locator('.ac-way').first().focus()
    expect(await focused()).toContain('→')
  })

  it('scroll their tables by keyboard', async () => {
    const page = await story('tools-state-table--every-decision')
    await page.setViewportSize({ width: 768, height: 740 })
    const table = page.locator('.ac-table').first()
    await table.focus()
    const before = await table.evaluate((element) => element.scrollLeft)
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(() => table.evaluate((element) => element.scrollLeft), patience).toBeGreaterThan(before)
  })

  it('tell what happened to those who can’t see it', async () => {
    const page = await story('tools-simulate--play-with-it')
    await page.getByRole('complementary', { name: 'Ways out of ACTIVE' }).waitFor()
    const status = page.getByRole('status').first()
    const before = await status.textContent()
    await page.locator('.ac-way[data-fires]:visible').first().press('Enter')
    await expect.poll(() => status.textContent(), patience).not.toBe(before)
  })

  it('keep still for those who want it so', async () => {
    const page = await story('tools-chart--signed-in')
    const span = () =>
      page
        .locator('.ac-box')
        .first()
        .evaluate((box) => getComputedStyle(box).transitionDuration)
    expect(new Set((await span()).split(', '))).toEqual(new Set(['0.24s']))
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(new Set((await span()).split(', '))).toEqual(new Set(['0s']))
  })

  it('tell the active state and its ways apart where colours are forced', async () => {
    const page = await story('tools-chart--signed-in')
    await page.emulateMedia({ forcedColors: 'active' })
    const border = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((box) => getComputedStyle(box).borderTopColor)
    await expect
      .poll(() => border('.ac-box[data-on="here"]'), patience)
      .not.toBe(await border('.ac-box:not([data-on])'))
    const opacity = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((line) => Number(getComputedStyle(line).opacity))
    expect(await opacity('.ac-route[data-lit]')).toBeGreaterThan(await opacity('.ac-route:not([data-lit])'))
  })
})
