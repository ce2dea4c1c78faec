import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../adapters/clock/system.ts'
import { browserConnectivity } from '../../../adapters/connectivity/browser.ts'
import { kyAuth } from '../../../adapters/http/ky.ts'
import { cookie, type CookieOptions } from '../../../adapters/identity/cookie.ts'
import { systemRandom } from '../../../adapters/random/system.ts'
import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { singleTab } from '../../../adapters/tabs/single-tab.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { AuthStatus } from '../../../src/view.ts'
import { scriptedNavigation } from '../../core/scripted-navigation.ts'
import { createCookieJar } from '../../drivers/cookie-jar.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { appOrigin, bff, type Bff } from './bff.ts'

const options: CookieOptions = {
  issuer: 'bff',
  client: 'app',
  session: `${appOrigin}/bff/session`,
  login: `${appOrigin}/bff/login`,
  logout: `${appOrigin}/bff/logout`,
  callback: `${appOrigin}/back`,
}

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** A browser's part: the app's origin on loopback, and the cookie only where a request asks for it. */
function browserTo({ port }: Bff): typeof globalThis.fetch {
  const jar = createCookieJar()
  return async (input, init) => {
    const request = new Request(input, init)
    const url = request.url.replace(appOrigin, `http://127.0.0.1:${port}`)
    const { method, headers, signal } = request
    const body = request.body === null ? {} : { body: await request.text() }
    const send = request.credentials === 'include' ? jar.fetch : fetch
    const response = await send(url, { method, headers, signal, redirect: 'manual', ...body })
    // Seen from the page the answer is the app's own: a loopback address in it would look like a redirect.
    return new Response(response.body, { status: response.status, headers: response.headers })
  }
}

async function aPage() {
  const server = await bff()
  ends.push(() => server.end())
  const browser = browserTo(server)
  const bar = scriptedNavigation(`${appOrigin}/`)
  const disk = memoryDisk()
  const open = (): Auth => {
    const auth = createAuth({
      identity: cookie(options),
      store: durable(memory({ disk })),
      offlineFor: '7d',
      platform: {
        clock: systemClock(),
        random: systemRandom(),
        tabs: singleTab(),
        connectivity: browserConnectivity(),
        navigation: bar,
        fetch: browser,
        volatile: () => memory(),
        server: false,
      },
    })
    ends.push(() => auth.dispose())
    return auth
  }
  /** Leaves for the server, agrees at the provider, and comes back as another page over the same disk. */
  const signIn = async (): Promise<Auth> => {
    const leaving = open()
    await leaving.ready
    expect(await leaving.signIn({ returnTo: '/orders' })).toEqual({ status: 'redirecting' })
    const visit = async (url: string): Promise<string> =>
      (await browser(url, { credentials: 'include' })).headers.get('location') ?? ''
    const atProvider = await visit(bar.left.at(-1) ?? '')
    bar.show(await visit(await server.approve(atProvider)))
    leaving.dispose()
    const auth = open()
    await until(auth, 'ACTIVE')
    return auth
  }
  return { server, browser, bar, open, signIn }
}

/** The device's disk outlives its pages. */
function durable(store: Store): Store {
  return { ...store, traits: { ...store.traits, survivesRestart: true, sharedBetweenContexts: true } }
}

function until(auth: Auth, status: AuthStatus): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (auth.state.status === status) {
        stop()
        resolve()
      }
    }
    const stop = auth.subscribe(look)
    look()
  })
}

describe('a session in a cookie', () => {
  it('is opened by the server’s own sign-in, and leaves a clean address', async () => {
    const { signIn, bar } = await aPage()
    const auth = await signIn()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true, user: { id: 'mira' } })
    expect(bar.url()).toBe(`${appOrigin}/orders`)
  })

  it('never shows a token to the page: not in an answer, not by getAccessToken', async () => {
    const { signIn, server } = await aPage()
    const auth = await signIn()
    await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'not_available' })
    expect(server.tokens.filter((token) => token.length > 20)).toHaveLength(2)
    for (const token of server.tokens) expect(server.sent.join()).not.toContain(token)
  })

  it('sends requests with the cookie and the name of the session, and without a bearer token', async () => {
    const { signIn, server, browser } = await aPage()
    const auth = await signIn()
    expect((await auth.fetch(`${appOrigin}/api/orders`, { method: 'POST', body: '{}' })).status).toBe(200)
    expect((await kyAuth(auth, { fetch: browser }).post(`${appOrigin}/api/orders`, { json: {} })).status).toBe(200)
    expect(server.orders).toEqual(['mira', 'mira'])
  })

  it('sends nothing in another’s name: the server sees whose request it is', async () => {
    const { signIn, server } = await aPage()
    const auth = await signIn()
    server.replaceUser('jonas')
    expect((await auth.fetch(`${appOrigin}/api/orders`, { method: 'POST' })).status).toBe(409)
    expect(server.orders).toEqual([])
  })

  it('ends as somebody else’s when the next check finds another user (one account per origin)', async () => {
    const { signIn, server } = await aPage()
    const auth = await signIn()
    server.replaceUser('jonas')
    auth.report({ kind: 'revoked' })
    await until(auth, 'REAUTH_REQUIRED')
    expect(auth.state).toMatchObject({ reason: 'identity_mismatch' })
  })

  it('ends when the server ended it', async () => {
    const { signIn, server } = await aPage()
    const auth = await signIn()
    server.endAll()
    auth.report({ kind: 'revoked' })
    await until(auth, 'REAUTH_REQUIRED')
    expect(auth.state).toMatchObject({ reason: 'revoked', user: { id: 'mira' } })
  })

  it('is locked when the server says that the account is', async () => {
    const { signIn, server } = await aPage()
    const auth = await signIn()
    server.disable()
    auth.report({ kind: 'locked' })
    await until(auth, 'LOCKED')
    expect(auth.state).toMatchObject({ reason: 'account_disabled' })
  })

  it('survives a reload, and is signed out at the server too', async () => {
    const { signIn, open, browser, server } = await aPage()
    await signIn()
    const again = open()
    await until(again, 'ACTIVE')
    await again.signOut()
    expect(again.state.status).toBe('SIGNED_OUT')
    await server.loggedOut
    expect((await browser(options.session, { credentials: 'include' })).status).toBe(401)
  })
})

describe('cookie', () => {
  const body = { session: 's', expiresIn: 60, user: { id: 'mira', name: 'Mira', roles: ['a', 1] } }
  const answering = (answer: () => Response) => callContext({ fetch: async () => answer() })
  const subject = { issuer: 'bff', subject: 'mira', tenant: null, client: 'app' }
  const request = { refreshToken: 's', subject, claims: null, scopes: [] }

  it('takes a whole answer', async () => {
    const outcome = await cookie(options).refresh(
      request,
      answering(() => Response.json(body)),
    )
    expect(outcome).toMatchObject({ ok: true, value: { subject, roles: ['a'], profile: { name: 'Mira' } } })
  })

  it.each([
    ['no session', { ...body, session: undefined }],
    ['an endless session', { ...body, session: 's'.repeat(201) }],
    ['no user', { ...body, user: undefined }],
    ['a user without an id', { ...body, user: { name: 'Mira' } }],
    ['a list', [body]],
  ])('keeps the session where the answer has %s', async (_, answer) => {
    const outcome = await cookie(options).refresh(
      request,
      answering(() => Response.json(answer)),
    )
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'exchange', exchange: { body: 'malformed' } } })
  })

  it.each([401, 404, 409, 410, 204])('takes %i from the logout as done', async (status) => {
    const context = answering(() => new Response(null, { status }))
    expect((await cookie(options).revoke('s', context)).ok).toBe(true)
  })

  it('takes a portal’s page or a server in trouble for no logout', async () => {
    const portal = answering(() => new Response('<p>Wi-Fi', { headers: { 'content-type': 'text/html' } }))
    expect((await cookie(options).revoke('s', portal)).ok).toBe(false)
    expect(
      (
        await cookie(options).revoke(
          's',
          answering(() => new Response(null, { status: 503 })),
        )
      ).ok,
    ).toBe(false)
  })

  it('refuses a callback with another state, two of them, or the user’s no', async () => {
    const identity = cookie(options)
    const context = answering(() => Response.json(body))
    const step = await identity.signIn(signInRequest('redirect'), context)
    if (!step.ok || step.value.kind !== 'redirect') throw new Error('Cannot begin: it did not redirect')
    const { transaction } = step.value
    const codeOf = async (query: string): Promise<unknown> =>
      identity.resume(`${appOrigin}/back?${query}`, transaction, context)
    expect(await codeOf('state=x')).toMatchObject({ failure: { code: 'state' } })
    expect(await codeOf(`state=${transaction.state}&state=x`)).toMatchObject({ failure: { code: 'state' } })
    expect(await codeOf(`state=${transaction.state}&error=no`)).toMatchObject({ failure: { code: 'denied' } })
    expect(await codeOf(`state=${transaction.state}`)).toMatchObject({ ok: true })
  })

  it('names what is missing at creation', () => {
    expect(() => cookie({ ...options, logout: '' })).toThrow('Cannot create cookie: the option logout is missing')
  })
})
