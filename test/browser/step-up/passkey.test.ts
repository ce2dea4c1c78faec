import type { BrowserContext, CDPSession, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plugIn } from './authenticator.ts'
import { isReady, openStepUpSite, type StepUpSite } from './step-up-site.ts'

let site: StepUpSite
let context: BrowserContext

beforeAll(async () => {
  site = await openStepUpSite()
})
afterEach(() => context.close())
afterAll(() => site.close())

const prove = (page: Page, answers: readonly string[] = []) => page.evaluate((given) => stepUp.prove(given), answers)
const can = (page: Page) => page.evaluate(() => stepUp.can())

describe('a passkey in a real browser (SU-02)', () => {
  async function withAuthenticator(): Promise<{ page: Page; device: CDPSession; authenticatorId: string }> {
    context = await site.chromium.newContext()
    const page = await site.open(context, 'webauthn')
    expect(await page.evaluate(() => stepUp.signIn())).toBe('ACTIVE')
    const { device, authenticatorId } = await plugIn(context, page)
    expect(await page.evaluate(() => stepUp.enroll('webauthn', []))).toBe('enrolled')
    return { page, device, authenticatorId }
  }

  it('proves presence online', async () => {
    const { page } = await withAuthenticator()
    expect(await can(page)).toBe('step_up_required')
    expect(await prove(page)).toBe('granted')
    expect(await can(page)).toBe('online')
  })

  it('proves presence with the network cut, checked on the device', async () => {
    const { page } = await withAuthenticator()
    await context.setOffline(true)
    expect(await prove(page)).toBe('granted')
    expect(await can(page)).toMatch(/online|offline/)
  })

  it('is not enough when the authenticator did not verify the user', async () => {
    const { page, device, authenticatorId } = await withAuthenticator()
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    expect(await prove(page)).not.toBe('granted')
    expect(await can(page)).toBe('step_up_required')
  })

  it('is not enough when the authenticator has counted less than before, and the app is told', async () => {
    const { page, device, authenticatorId } = await withAuthenticator()
    expect(await prove(page)).toBe('granted')
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId })
    const [clone] = credentials
    if (clone === undefined) throw new Error('The authenticator holds no credential')
    await device.send('WebAuthn.clearCredentials', { authenticatorId })
    await device.send('WebAuthn.addCredential', { authenticatorId, credential: { ...clone, signCount: 0 } })
    await page.reload()
    await isReady(page)
    await page.evaluate(() => stepUp.signIn())
    expect(await prove(page)).toBe('failed')
    expect(await page.evaluate(() => stepUp.suspicions)).toEqual(['counter_fell'])
    expect(await can(page)).toBe('step_up_required')
  })

  it('that is gone from the authenticator proves nothing (SU-07)', async () => {
    const { page, device, authenticatorId } = await withAuthenticator()
    await device.send('WebAuthn.clearCredentials', { authenticatorId })
    expect(await prove(page)).not.toBe('granted')
    expect(await can(page)).toBe('step_up_required')
  })

  it('that the user closes, or never answers, is a cancel, and nothing has changed (SU-05)', async () => {
    const { page, device, authenticatorId } = await withAuthenticator()
    await device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false })
    const asked = prove(page)
    await page.waitForFunction(() => stepUp.prompts())
    await page.evaluate(() => stepUp.cancel())
    expect(await asked).toBe('cancelled')
    expect(await can(page)).toBe('step_up_required')
    await device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true })
    expect(await prove(page)).toBe('granted')
  })

  it('cannot be set up on a device that is unplugged or verifies nobody, and that leaves nothing behind', async () => {
    const { page, device, authenticatorId } = await withAuthenticator()
    expect(await page.evaluate(() => stepUp.remove('webauthn'))).toBe('removed')
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    expect(await page.evaluate(() => stepUp.enroll('webauthn', []))).not.toBe('enrolled')
    expect(await page.evaluate(() => stepUp.methods())).toEqual([])
    await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    const asked = page.evaluate(() => stepUp.enroll('webauthn', []))
    await page.waitForFunction(() => stepUp.prompts())
    await page.evaluate(() => stepUp.cancel())
    expect(await asked).toBe('cancelled')
    expect(await page.evaluate(() => stepUp.methods())).toEqual([])
  })

  it('is set up once more over the old one, and removed, with the network cut as well', async () => {
    const { page, device, authenticatorId } = await withAuthenticator()
    expect(await page.evaluate(() => stepUp.enroll('webauthn', []))).toBe('enrolled')
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toHaveLength(2)
    expect(await prove(page)).toBe('granted')
    await context.setOffline(true)
    expect(await page.evaluate(() => stepUp.remove('webauthn'))).toBe('removed')
    expect(await page.evaluate(() => stepUp.methods())).toEqual([])
    await page.evaluate(() => stepUp.endProofs())
    expect(await prove(page)).toBe('unavailable')
  })
})
