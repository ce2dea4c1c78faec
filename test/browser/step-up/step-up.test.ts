import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../adapters/launch.ts'

let chromium: Browser
let app: Server
let origin: string
let context: BrowserContext

beforeAll(async () => {
  const input = fileURLToPath(new URL('./step-up-page.ts', import.meta.url))
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
afterEach(() => context.close())
afterAll(async () => {
  await chromium.close()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

async function openPage(method: 'webauthn' | 'pin'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/?method=${method}`)
  await page.waitForFunction(() => document.title === 'ready')
  expect(await page.evaluate(() => stepUp.signIn())).toBe('ACTIVE')
  return page
}

const prove = (page: Page, answers: readonly string[] = []) => page.evaluate((given) => stepUp.prove(given), answers)
const can = (page: Page) => page.evaluate(() => stepUp.can())

describe('a passkey in a real browser (SU-02)', () => {
  async function withAuthenticator(): Promise<{ page: Page; device: CDPSession; authenticatorId: string }> {
    context = await chromium.newContext()
    const page = await openPage('webauthn')
    const device = await context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
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
    await page.waitForFunction(() => document.title === 'ready')
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
})

describe('a PIN in a real browser (SU-03)', () => {
  it('opens its key with 600,000 rounds, with the network cut', async () => {
    context = await chromium.newContext()
    const page = await openPage('pin')
    expect(await page.evaluate(() => stepUp.enroll('pin', ['271828', '271828']))).toBe('enrolled')
    await context.setOffline(true)
    expect(await prove(page, ['314159', '271828'])).toBe('granted')
  })

  it('counts attempts over reloads and over a crash in the middle of one', async () => {
    context = await chromium.newContext()
    let page = await openPage('pin')
    await page.evaluate(() => stepUp.enroll('pin', ['271828', '271828']))
    await page.evaluate(() => stepUp.attempt('314159'))
    await page.reload()
    await page.waitForFunction(() => document.title === 'ready')
    await page.evaluate(() => stepUp.signIn())
    expect(await page.evaluate(() => stepUp.attemptsLeft())).toBe(9)

    await page.reload()
    await page.waitForFunction(() => document.title === 'ready')
    await page.evaluate(() => stepUp.signIn())
    await page.evaluate(() => stepUp.attempt('161803'))
    const crashed = page.waitForEvent('crash')
    void page.goto('chrome://crash').catch(() => undefined)
    await crashed
    page = await openPage('pin')
    expect(await page.evaluate(() => stepUp.attemptsLeft())).toBe(8)
  })
})
