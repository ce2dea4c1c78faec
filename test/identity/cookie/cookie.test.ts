import { describe, expect, it } from 'vitest'
import { kyAuth } from '../../../adapters/http/ky.ts'
import { appOrigin, cookieOptions as options } from './browser.ts'
import { aPage, until } from './page.ts'

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
