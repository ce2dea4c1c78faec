import { beforeEach, describe, expect, it } from 'vitest'
import { createCookieJar, type CookieJar } from '../drivers/cookie-jar.ts'
import { useDemoServer } from '../drivers/demo-server.ts'

const mira = 'mira@fieldwork.example'
const state = 'opaque-state-of-the-app'

describe('the demo’s backend for the app', () => {
  const running = useDemoServer({ accessTokenTtl: 2 })
  let app: CookieJar
  beforeEach(() => {
    app = createCookieJar()
  })

  const login = (parameters: Record<string, string> = {}): string =>
    `${running().url}/bff/login?${new URLSearchParams({
      return_to: running().addresses.bff.signedInUri,
      state,
      prompt: 'login',
      ...parameters,
    }).toString()}`
  const locationOf = (response: Response): string => response.headers.get('location') ?? ''

  /** At the provider, as its own host sees the browser: up to the address that it sends the browser back to. */
  async function callbackOf(start: string, email = mira): Promise<string> {
    const provider = createCookieJar()
    let url = new URL(start)
    let response = await provider.fetch(url)
    for (let step = 0; step < 8; step += 1) {
      const location = response.headers.get('location')
      if (location === null) {
        const body = new URLSearchParams({ email, password: 'demo', choice: 'sign-in' })
        response = await provider.fetch(url, { method: 'POST', body })
        continue
      }
      url = new URL(location, url)
      if (url.origin === running().url) return url.href
      response = await provider.fetch(url)
    }
    throw new Error('Cannot sign in: the provider never came back')
  }

  async function signIn(email?: string): Promise<string> {
    const callback = await callbackOf(locationOf(await app.fetch(login())), email)
    return locationOf(await app.fetch(callback))
  }

  const ask = (path: string, init: RequestInit & { session?: string } = {}): Promise<Response> =>
    app.fetch(`${running().url}/bff${path}`, {
      ...init,
      headers: { 'expected-session': init.session ?? 'any', ...(init.headers as Record<string, string>) },
    })
  const nameOf = async (): Promise<string> => ((await (await ask('/session')).json()) as { session: string }).session
  const codeOf = async (response: Response): Promise<unknown> => [
    response.status,
    ((await response.json()) as { error?: string; code: string }).code,
  ]

  it('signs in at the provider and comes back with the app’s own state', async () => {
    const back = new URL(await signIn())
    expect([back.pathname, back.searchParams.get('state')]).toEqual(['/signed-in', state])
    const body = (await (await ask('/session')).json()) as { user: object; expiresIn: number }
    expect(body.user).toMatchObject({ name: 'Mira Okafor', email: mira })
    expect(body.expiresIn).toBeLessThanOrEqual(2)
  })

  it('answers nothing without the header that no foreign page can send', async () => {
    await signIn()
    for (const path of ['/session', '/api/orders', '/logout']) {
      const bare = await app.fetch(`${running().url}/bff${path}`, { method: path === '/logout' ? 'POST' : 'GET' })
      expect(await codeOf(bare)).toEqual([403, 'header_missing'])
      const foreign = await ask(path, { headers: { origin: 'https://evil.example' } })
      expect(await codeOf(foreign)).toEqual([403, 'header_missing'])
    }
  })

  it('sends a request on for the session that it names, and refuses it for any other', async () => {
    await signIn()
    const name = await nameOf()
    expect((await ask('/api/orders', { session: name })).status).toBe(200)
    expect(await codeOf(await ask('/api/orders', { session: 'another' }))).toEqual([409, 'session_mismatch'])
    await signIn('jonas@fieldwork.example')
    expect(await codeOf(await ask('/api/orders', { session: name }))).toEqual([409, 'session_mismatch'])
  })

  it('goes on over many lives of its access token', async () => {
    await signIn()
    const name = await nameOf()
    running().world.apply({ expire: 'access_tokens' })
    const answers = await Promise.all([1, 2, 3].map(() => ask('/api/orders', { session: name })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await nameOf()).toBe(name)
  })

  it('keeps the session while its provider or API is in trouble, and passes on how long to wait', async () => {
    await signIn()
    const name = await nameOf()
    running().world.apply({ provider: 'down', api: 'down', expire: 'access_tokens' })
    await expect.poll(async () => (await ask('/session')).status, { timeout: 10_000 }).toBe(503)
    const [check, order] = [await ask('/session'), await ask('/api/orders', { session: name })]
    running().world.apply({ provider: 'up', api: 'up' })
    expect([check.status, check.headers.get('retry-after'), order.status]).toEqual([503, '5', 503])
    expect(await nameOf()).toBe(name)
  })

  it('ends the session when the provider has, and locks it when the account is off', async () => {
    await signIn()
    const name = await nameOf()
    running().world.apply({ disable: mira })
    expect(await codeOf(await ask('/api/orders', { session: name }))).toEqual([403, 'account_disabled'])
    running().world.apply({ enable: mira })
    expect((await ask('/api/orders', { session: name })).status).toBe(200)
    running().world.apply({ revokeSessions: mira })
    expect(await codeOf(await ask('/api/orders', { session: name }))).toEqual([401, 'no_session'])
    expect(await codeOf(await ask('/session'))).toEqual([401, 'no_session'])
  })

  it('logs out the session that is named', async () => {
    await signIn()
    const name = await nameOf()
    expect((await ask('/logout', { method: 'POST', session: 'another' })).status).toBe(409)
    expect((await ask('/logout', { method: 'POST', session: name })).status).toBe(200)
    expect((await ask('/session')).status).toBe(401)
  })

  it.each([
    ['another site', { return_to: 'https://evil.example/signed-in' }],
    ['another path', { return_to: 'http://localhost/signed-in' }],
    ['no state', { state: '' }],
  ])('sends nobody to %s', async (_, parameters) => {
    expect(await codeOf(await app.fetch(login(parameters)))).toEqual([400, 'return_refused'])
  })

  it('takes a callback only in the browser that began, and once', async () => {
    const callback = await callbackOf(locationOf(await app.fetch(login())))
    const other = createCookieJar()
    expect(locationOf(await other.fetch(callback))).toBe(`${running().url}/`)
    expect(locationOf(await app.fetch(callback))).toContain('/signed-in?')
    const again = createCookieJar()
    expect(locationOf(await again.fetch(callback))).toBe(`${running().url}/`)
    expect((await ask('/session')).status).toBe(200)
  })
})
