import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../adapters/clock/system.ts'
import { browserConnectivity } from '../../../adapters/connectivity/browser.ts'
import { kyAuth } from '../../../adapters/http/ky.ts'
import { cookie } from '../../../adapters/identity/cookie.ts'
import { systemRandom } from '../../../adapters/random/system.ts'
import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { singleTab } from '../../../adapters/tabs/single-tab.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import type { AuthOptions } from '../../../src/options.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { AuthStatus } from '../../../src/view.ts'
import { scriptedNavigation } from '../../core/scripted-navigation.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { bff } from './bff.ts'
import { appOrigin, browserTo, cookieOptions as options, signInAt } from './browser.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

function aPlatform() {
  return {
    clock: systemClock(),
    random: systemRandom(),
    tabs: singleTab(),
    connectivity: browserConnectivity(),
    volatile: () => memory(),
  }
}

async function aPage(parts: Partial<AuthOptions> = {}) {
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
      platform: { ...aPlatform(), navigation: bar, fetch: browser, server: false },
      ...parts,
    })
    ends.push(() => auth.dispose())
    return auth
  }
  /** Leaves for the server, agrees at the provider, and comes back as another page over the same disk. */
  const signIn = async (): Promise<Auth> => {
    const leaving = open()
    await leaving.ready
    expect(await leaving.signIn({ returnTo: '/orders' })).toEqual({ status: 'redirecting' })
    bar.show(await signInAt(server, browser, bar.left.at(-1) ?? ''))
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

function untilQueued({ queue }: Auth, states: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (
        queue
          ?.items()
          .map(({ state }) => state)
          .join() === states.join()
      )
        resolve()
    }
    queue?.subscribe(look)
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
    await expect(auth.fetch(`${appOrigin}/api/orders`, { method: 'POST' })).rejects.toThrow('aborted')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'identity_mismatch', user: { id: 'mira' } })
    expect(server.orders).toEqual([])
  })

  it('is checked before a request is sent once more: the same person signed in again', async () => {
    const { signIn, server, browser } = await aPage()
    const auth = await signIn()
    server.renew()
    expect((await auth.fetch(`${appOrigin}/api/orders`, { method: 'POST', body: '{}' })).status).toBe(200)
    server.renew()
    expect((await kyAuth(auth, { fetch: browser }).post(`${appOrigin}/api/orders`, { json: {} })).status).toBe(200)
    expect(server.orders).toEqual(['mira', 'mira'])
    expect(auth.state.status).toBe('ACTIVE')
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
    expect(
      (await browser(options.session, { credentials: 'include', headers: { 'expected-session': 'any' } })).status,
    ).toBe(401)
  })
})

const createNote = defineOperation({
  name: 'order.create',
  version: 1,
  lane: () => 'orders',
  request: ({ text }: { readonly text: string }) => ({
    method: 'POST',
    url: `${appOrigin}/api/orders`,
    json: { text },
  }),
})

describe('queued work of a session in a cookie', () => {
  it('is refused where the server doesn’t look whose cookie it is', () => {
    const identity = cookie({ ...options, verifiesSession: false })
    const queue = durableQueue({ operations: [createNote] })
    const page = { identity, store: durable(memory()), queue, offlineFor: '7d' } as const
    const platform = { ...aPlatform(), fetch, navigation: null, server: true }
    expect(() => createAuth({ ...page, platform })).toThrow(
      expect.objectContaining({ code: 'invalid_option', option: 'queue' }),
    )
    createAuth({ ...page, platform, identity: cookie(options) }).dispose()
  })

  it('is held, and not sent, once the cookie is somebody else’s', async () => {
    const { signIn, server } = await aPage({ queue: durableQueue({ operations: [createNote] }) })
    const auth = await signIn()
    server.replaceUser('jonas')
    await auth.queue?.enqueue(createNote, { text: 'Mira’s' })
    await until(auth, 'REAUTH_REQUIRED')
    expect(auth.state).toMatchObject({ reason: 'identity_mismatch', user: { id: 'mira' } })
    await untilQueued(auth, ['pending'])
    expect(server.orders).toEqual([])
  })

  it('goes out once, under the new name, where the same person signed in again', async () => {
    const { signIn, server } = await aPage({ queue: durableQueue({ operations: [createNote] }) })
    const auth = await signIn()
    server.renew()
    await auth.queue?.enqueue(createNote, { text: 'Mira’s' })
    await untilQueued(auth, [])
    expect(server.orders).toEqual(['mira'])
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
