import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerPrompt, openFieldApp, signIn, type FieldApp } from '../journeys/field-app.ts'

let app: FieldApp
let page: Page

beforeAll(async () => {
  app = await openFieldApp({ accessTokenTtl: 60 })
  page = await app.open()
})
afterAll(() => app.close())

const row = (name: string): Locator => page.locator('.policy-row').filter({ has: page.getByRole('heading', { name }) })

describe('the demo’s capability table, step by step', () => {
  it('asks for a proof before a note, counts three wrong PINs and takes the right one', async () => {
    await signIn(page)
    await page.getByText('What you may do now').click()
    await row('Write a note').getByText('Not now').waitFor()
    await page.getByRole('button', { name: 'Set up a PIN' }).click()
    await answerPrompt(page, /Choose a PIN/)
    await answerPrompt(page, /once more/)
    await page.getByText('Set up.').waitFor()
    await row('Write a note').getByRole('button', { name: 'Try it' }).click()
    for (const left of [9, 8, 7]) {
      await answerPrompt(page, /Enter your PIN/, '314159')
      await page.getByText(`That wasn’t it. ${left} attempts left.`).waitFor()
    }
    await answerPrompt(page, /Enter your PIN/)
    await row('Write a note').getByText('Write a note: allowed.').waitFor()
    expect(await row('Write a note').locator('.chip').textContent()).toBe('Yes')
  })

  it('says offline what may be done, and until when', async () => {
    await page.getByRole('switch', { name: 'network gone' }).click()
    await row('Complete an order').getByText('Yes, sent later').waitFor()
    await row('Write a note').getByText('Yes, sent later').waitFor()
    expect(await row('Complete an order').getByRole('timer').getAttribute('aria-label')).toMatch(/^in (4 min|5 min)/)
    expect(await row('See orders').getByRole('timer').getAttribute('aria-label')).toMatch(/^in (6 d|7 d)/)
  })

  it('allows nothing that rests on time while the clock stands two days back, and says why', async () => {
    await page.getByLabel('two days back').check()
    await row('See orders').getByText('Not now').waitFor()
    await row('See orders').getByText('Why?').click()
    await row('See orders')
      .getByText(/clock of this device was set back/)
      .waitFor()
    await page.getByLabel('right time').check()
    await row('See orders').getByText('Yes, offline').waitFor()
    await row('Write a note').getByText('Not now').waitFor()
    expect(await row('See orders').locator('.chip').textContent()).toBe('Yes, offline')
  })

  it('asks for the server after eight days without it', async () => {
    await page.getByLabel('eight days later').check()
    await page.getByText('REAUTH_REQUIRED.CUT_OFF').first().waitFor()
    await row('See orders').getByText('Not now').waitFor()
    expect(await page.locator('.policy-row .chip').allTextContents()).toEqual(['Not now', 'Not now', 'Not now'])
  })
})
