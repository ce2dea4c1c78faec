import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerPrompt,
  arrivals,
  expectState,
  openFieldApp,
  openFirstOrder,
  provePresence,
  signIn,
  submitLogin,
  writeNote,
  type FieldApp,
} from '../journeys/field-app.ts'

const patience = { timeout: 60_000 }

/* Told in order: each test goes on where the last one ended. */
describe('the demo with its session in a cookie', () => {
  let app: FieldApp
  let page: Page
  const issued = new Set<string>()
  /** Every address, header and body that the page sent or got. */
  const traffic: string[] = []
  const { fetch } = globalThis

  beforeAll(async () => {
    // The server runs in this process: what its provider hands out passes here.
    globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (answer.url.endsWith('/token')) {
        const told = (await answer.clone().json()) as Readonly<Record<string, unknown>>
        for (const name of ['access_token', 'refresh_token', 'id_token']) {
          const token = told[name]
          if (typeof token === 'string') issued.add(token)
        }
      }
      return answer
    }
    app = await openFieldApp({ accessTokenTtl: 12 })
    page = await app.open()
    listen(page)
  })
  afterAll(async () => {
    globalThis.fetch = fetch
    await app.close()
  })

  function listen(one: Page): void {
    one.on('response', (response) => {
      void (async () => {
        const request = response.request()
        const headers = [await request.allHeaders(), await response.allHeaders()]
        const body = await response.text().catch(() => '')
        traffic.push(JSON.stringify([request.url(), request.postData(), headers]), body)
      })().catch(() => {})
    })
  }

  const flip = (name: string): Promise<void> => page.getByRole('switch', { name }).click()
  const leaksIn = (text: string): readonly string[] => [...issued].filter((token) => text.includes(token))

  it('is chosen behind the scenes, and signs in through the server', async () => {
    await page.getByRole('radio', { name: 'A server (BFF)' }).click()
    await page.waitForLoadState()
    await signIn(page)
    expect(new URL(page.url()).search).toBe('')
    await openFirstOrder(page)
    await provePresence(page)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    expect(issued.size).toBeGreaterThanOrEqual(3)
    const cookies = await app.context.cookies(`${app.server.url}/bff/session`)
    expect(cookies.filter(({ name }) => name === 'fieldwork-session')).toMatchObject([
      { httpOnly: true, secure: true, sameSite: 'Lax', path: '/bff' },
    ])
  })

  it('sends a note once that was written without a network, over a reload', async () => {
    await flip('network gone')
    await expectState(page, 'OFFLINE_STALE')
    await writeNote(page, 'Written in the tunnel')
    await page.reload()
    await page.getByRole('heading', { name: 'Locked on this device' }).waitFor()
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await answerPrompt(page, /Enter your PIN/)
    await expectState(page, 'OFFLINE_STALE')
    expect(arrivals(app.server, 'Written in the tunnel')).toBe(0)
    await flip('network gone')
    await expect.poll(() => arrivals(app.server, 'Written in the tunnel'), patience).toBe(1)
    await expectState(page, 'ACTIVE')
  })

  it('stays signed in while the server’s provider is down, and goes on when it is asked again', async () => {
    await flip('provider down')
    await expectState(page, 'OFFLINE_STALE', 30_000)
    await flip('provider down')
    // Not before the pause that the provider asked for, which this server passed on.
    await page.locator('.app .notice button').click()
    await expectState(page, 'ACTIVE', 60_000)
    expect(arrivals(app.server, 'Written in the tunnel')).toBe(1)
  })

  it('holds a note while the cookie is somebody else’s, and sends it once its author is back', async () => {
    await flip('network gone')
    await expectState(page, 'OFFLINE_STALE')
    await writeNote(page, 'Only Mira may say this')
    await signInAtServer('Jonas Lindqvist')
    await flip('network gone')
    await expectState(page, 'REAUTH_REQUIRED', 30_000)
    expect(arrivals(app.server, 'Only Mira may say this')).toBe(0)

    await page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click()
    await submitLogin(page)
    await expectState(page, 'ACTIVE')
    expect(arrivals(app.server, 'Only Mira may say this')).toBe(0)
    // It is sealed under her PIN, which the page that came back has not heard yet.
    await page.getByLabel('Write a note').fill('Back again')
    await page.getByRole('button', { name: 'Add note' }).click()
    await answerPrompt(page, /Enter your PIN/)
    await expect.poll(() => arrivals(app.server, 'Only Mira may say this'), patience).toBe(1)
    await expect.poll(() => arrivals(app.server, 'Back again'), patience).toBe(1)
    const notes = app.server.world.orders().flatMap((order) => order.notes)
    expect(notes.find(({ text }) => text === 'Only Mira may say this')?.author).toBe('Mira Okafor')
  })

  it('never had a token in the page: not in its memory, its storage or on its wire', async () => {
    const stored = await page.evaluate(everythingStored)
    // A planted one is found where it would be looked for.
    const [planted = ''] = issued
    expect(leaksIn(`${stored}${planted}`)).toEqual([planted])
    expect(leaksIn(stored)).toEqual([])
    expect(traffic.length).toBeGreaterThan(20)
    expect(leaksIn(traffic.join('\n'))).toEqual([])
    const memory = await heapOf(page)
    expect(memory).toContain('Mira Okafor')
    expect(leaksIn(memory)).toEqual([])
    expect(traffic.join('\n').toLowerCase()).not.toContain('"authorization":"bearer')
  })

  it('has no barrier and no sideways scrolling where the kind is chosen, on a phone and a desk', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate(axe)
      const found = await page.evaluate(
        'axe.run(document.querySelector(".kind")).then((r) => r.violations.map((v) => v.id))',
      )
      expect([width, found]).toEqual([width, []])
      const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect([width, await page.evaluate(sideways)]).toEqual([width, 0])
    }
  })

  it('ends at the server with the sign-out', async () => {
    await page.getByRole('button', { name: /^MO, Account/ }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expectState(page, 'SIGNED_OUT')
    const check = (): Promise<number> =>
      page.evaluate(async () => (await fetch('/bff/session', { headers: { 'expected-session': 'any' } })).status)
    await expect.poll(check, patience).toBe(401)
  })

  /** In a window of their own. Mira’s work is locked there. */
  async function signInAtServer(name: string): Promise<void> {
    const other = await app.context.newPage()
    listen(other)
    const login = new URL('/bff/login', app.server.url)
    login.search = String(
      new URLSearchParams({
        return_to: app.server.addresses.bff.signedInUri,
        state: 'of-a-window-of-their-own',
        prompt: 'login',
      }),
    )
    await other.goto(login.href)
    await submitLogin(other, name)
    await other.waitForURL(`${app.server.url}/**`)
    await other.close()
  }
})

/** Runs in the page: all that a script of it could read. Bytes stand as the characters they would be. */
async function everythingStored(): Promise<string> {
  const seen: string[] = [
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    document.cookie,
    document.documentElement.outerHTML,
  ]
  const plain = (value: unknown): unknown =>
    value instanceof ArrayBuffer
      ? String.fromCharCode(...new Uint8Array(value))
      : ArrayBuffer.isView(value)
        ? String.fromCharCode(...new Uint8Array(value.buffer))
        : value
  const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('Cannot read')))
    })
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const database = await done(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const rows = await done(database.transaction(store).objectStore(store).getAll())
      seen.push(JSON.stringify(rows, (_, value: unknown) => plain(value)))
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    seen.push((await cache.keys()).map(({ url }) => url).join(' '))
  }
  return seen.join('\n')
}

/** Every string that the page's scripts hold. */
async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await devtools.detach()
  return chunks.join('')
}
