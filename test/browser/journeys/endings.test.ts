import type { Page } from 'playwright'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  arrivals,
  answerPrompt,
  askToSignOut,
  expectState,
  openFieldApp,
  openFirstOrder,
  provePresence,
  signIn,
  submitLogin,
  writeNote,
  type FieldApp,
} from './field-app.ts'

const mira = 'mira@fieldwork.example'

describe('the ways a session ends, in Chromium on a real provider', () => {
  let app: FieldApp
  let page: Page

  beforeEach(async () => {
    app = await openFieldApp({ accessTokenTtl: 6 })
    page = await app.open()
    await signIn(page)
  })
  afterEach(() => app.close())

  it('asks for a new sign-in when access was revoked, keeps the work and sends it afterwards', async () => {
    await provePresence(page)
    await openFirstOrder(page)
    await app.context.setOffline(true)
    await expectState(page, 'OFFLINE_STALE')
    const text = `Valve replaced, ${Date.now()}`
    await writeNote(page, text)
    app.server.world.apply({ revokeSessions: mira })
    await app.context.setOffline(false)
    await expectState(page, 'REAUTH_REQUIRED', 30_000)
    await page.getByText(text).waitFor()
    expect(arrivals(app.server, text)).toBe(0)

    await page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click()
    await submitLogin(page)
    await expectState(page, 'ACTIVE')
    // The sign-in came from the server; what was written before it still lies behind the PIN.
    await page.getByText('1 waits for your PIN').first().waitFor()
    expect(arrivals(app.server, text)).toBe(0)
    await page.getByRole('button', { name: 'Enter the PIN' }).click()
    await answerPrompt(page, /Enter your PIN/)
    await expect.poll(() => arrivals(app.server, text), { timeout: 60_000 }).toBe(1)
    await page.getByText('Up to date').first().waitFor()
    expect(await page.getByRole('button', { name: 'Enter the PIN' }).count()).toBe(0)
  })

  it('locks the screen when the account is switched off, also after a reload, and opens by a verified sign-in', async () => {
    app.server.world.apply({ disable: mira })
    await expectState(page, 'LOCKED')
    await page.getByRole('heading', { name: 'This account is locked', level: 1 }).waitFor()
    expect(await page.getByText('Heating stays cold').count()).toBe(0)
    await page.reload()
    await expectState(page, 'LOCKED')
    app.server.world.apply({ enable: mira })
    await page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click()
    await submitLogin(page)
    await expectState(page, 'ACTIVE')
  })

  it('signs out at once without a network; the other tab follows and the server is told later', async () => {
    const other = await app.open()
    await expectState(other, 'ACTIVE')
    await app.context.setOffline(true)
    await expectState(page, 'OFFLINE_STALE')
    await askToSignOut(page)
    await expectState(page, 'SIGNED_OUT', 3_000)
    await expectState(other, 'SIGNED_OUT', 3_000)
    await app.context.setOffline(false)
    const revocations = (): number => app.server.world.report().counters.requests['POST /oidc/token/revocation'] ?? 0
    await expect.poll(revocations, { timeout: 20_000 }).toBe(1)
    await page.reload()
    await expectState(page, 'SIGNED_OUT')
  })

  it('asks what to do with unsent work before it signs out', async () => {
    await provePresence(page)
    await openFirstOrder(page)
    await app.context.setOffline(true)
    await expectState(page, 'OFFLINE_STALE')
    await writeNote(page, 'Not sent yet')
    await askToSignOut(page)
    await page.getByRole('heading', { name: 'You have 1 unsent change' }).waitFor()
    await expectState(page, 'OFFLINE_STALE')
    await page.getByRole('button', { name: 'Discard and sign out' }).click()
    await expectState(page, 'SIGNED_OUT')
    await app.context.setOffline(false)
    // The provider still knows this browser and sends it back without asking.
    await page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click()
    await expectState(page, 'ACTIVE')
    expect(arrivals(app.server, 'Not sent yet')).toBe(0)
  })
})
