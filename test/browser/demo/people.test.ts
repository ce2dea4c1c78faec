import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerPrompt,
  expectState,
  openFieldApp,
  provePresence,
  signIn,
  submitLogin,
  type FieldApp,
} from '../journeys/field-app.ts'

/* Told in order: each test goes on where the last one ended. */
describe('the people of one device, in the demo', () => {
  let app: FieldApp
  let page: Page

  beforeAll(async () => {
    app = await openFieldApp({ accessTokenTtl: 60 })
    page = await app.open()
    const device = await app.context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
  })
  afterAll(() => app.close())

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
  const menuOf = (initials: string): Promise<void> =>
    page.getByRole('button', { name: new RegExp(`^${initials}, Account`) }).click()

  it('locks the device from the menu and opens it with a passkey', async () => {
    await signIn(page)
    await menuOf('MO')
    await press('Lock this device')
    await page.getByRole('dialog').getByRole('button', { name: 'Set up a passkey' }).click()
    await page.getByRole('heading', { name: 'Locked on this device' }).waitFor()
    expect(await page.getByRole('link', { name: /Heating stays cold/ }).count()).toBe(0)
    await page.getByText('The work of Mira Okafor is safe here.', { exact: false }).waitFor()
    await press('Unlock')
    await page.getByRole('link', { name: /Heating stays cold/ }).waitFor()
  })

  it('lets a second person in beside the first, and switches back without a sign-in', async () => {
    await menuOf('MO')
    await press('Somebody else')
    await submitLogin(page, 'Jonas Lindqvist')
    await menuOf('JL')
    await press('Mira Okafor')
    // Whoever takes the device over still has to show that they are her.
    await page.getByText('The work of Mira Okafor is safe here.', { exact: false }).waitFor()
    await press('Unlock')
    await page.getByRole('button', { name: /^MO, Account/ }).waitFor()
    expect(new URL(page.url()).origin).toBe(app.server.url)
  })

  it('says after a sign-out everywhere that the other devices are signed out too', async () => {
    await menuOf('MO')
    await press('Sign out everywhere')
    await expectState(page, 'SIGNED_OUT')
    await expect
      .poll(() => page.locator('main').getByRole('status').allTextContents())
      .toContain('Your other devices are signed out, too.')
  })

  it('signs out at the provider, which then asks again who is there', async () => {
    // The provider remembers who came last, and sends them back without asking.
    await press('Sign in')
    await menuOf('JL')
    await press('Sign out at the provider')
    await page.waitForURL(/^http:\/\/127\.0\.0\.1.*\/session\/end/)
    await press('Sign out')
    await page.waitForURL(`${app.server.url}/**`)
    await expectState(page, 'SIGNED_OUT')
    await press('Sign in')
    await page.waitForURL(/^http:\/\/127\.0\.0\.1/)
    expect(await page.getByRole('heading', { name: 'Sign in' }).count()).toBe(1)
  })
})

it('offers who is behind a PIN to whoever knows it, without a name', async () => {
  const app = await openFieldApp({ accessTokenTtl: 60 })
  try {
    const page = await app.open()
    await signIn(page)
    await provePresence(page)
    await page.getByRole('button', { name: /^MO, Account/ }).click()
    await page.getByRole('button', { name: 'Somebody else' }).click()
    await submitLogin(page, 'Jonas Lindqvist')
    await page.getByRole('button', { name: /^JL, Account/ }).click()
    await page.getByRole('button', { name: 'Someone behind a PIN' }).click()
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await answerPrompt(page, /Enter your PIN/)
    await page.getByRole('button', { name: /^MO, Account/ }).waitFor()
    expect(await page.getByRole('button', { name: /^JL, Account/ }).count()).toBe(0)
  } finally {
    await app.close()
  }
})
