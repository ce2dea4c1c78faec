import type { Page } from 'playwright'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerPrompt,
  arrivals,
  expectState,
  openFieldApp,
  openFirstOrder,
  provePresence,
  signIn,
  writeNote,
  type FieldApp,
} from './field-app.ts'

describe('a working day in Chromium, on a real provider', () => {
  let app: FieldApp
  let page: Page

  beforeEach(async () => {
    app = await openFieldApp({ accessTokenTtl: 8 })
    page = await app.open()
    await signIn(page)
  })
  afterEach(() => app.close())

  it('works through a tunnel and sends the note once', async () => {
    await provePresence(page)
    await openFirstOrder(page)
    await page.getByRole('button', { name: 'Mira Okafor' }).waitFor()
    await app.context.setOffline(true)
    await expectState(page, 'OFFLINE_STALE')
    // Longer than the access token lives.
    await page.waitForTimeout(9_000)
    await expectState(page, 'OFFLINE_STALE')
    const text = `Radiator bled, ${Date.now()}`
    await writeNote(page, text)

    await page.reload()
    await page.getByRole('heading', { name: 'Locked on this device' }).waitFor()
    expect(await page.getByText(text).count()).toBe(0)
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await answerPrompt(page, /Enter your PIN/)
    await expectState(page, 'OFFLINE_STALE')
    await page.getByText(text).waitFor()
    expect(arrivals(app.server, text)).toBe(0)

    await app.context.setOffline(false)
    await expectState(page, 'ACTIVE', 30_000)
    await expect.poll(() => arrivals(app.server, text), { timeout: 20_000 }).toBe(1)
    await page.waitForTimeout(2_000)
    expect(arrivals(app.server, text)).toBe(1)
  })

  it('keeps the session when the provider answers 503, and comes back by itself', async () => {
    app.server.world.apply({ provider: 'down' })
    await expectState(page, 'OFFLINE_STALE')
    await page.getByText('The server is not answering').waitFor()
    const asked = (): number => app.server.world.report().counters.requests['POST /oidc/token'] ?? 0
    const before = asked()
    app.server.world.apply({ provider: 'up' })
    await expectState(page, 'ACTIVE', 100_000)
    expect(asked()).toBe(before + 1)
    // The first retry comes within a minute and a half.
  }, 180_000)

  it('opens signed in without one request while the network is away', async () => {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await app.context.setOffline(true)
    const before = JSON.stringify(app.server.world.report().counters.requests)
    await page.reload()
    await expectState(page, 'OFFLINE_STALE')
    await page.getByRole('link', { name: /Heating stays cold/ }).waitFor()
    expect(JSON.stringify(app.server.world.report().counters.requests)).toBe(before)
  })
})
