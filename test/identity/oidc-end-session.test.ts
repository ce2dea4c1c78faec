import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oidc } from '../../adapters/identity/oidc.ts'
import type { CallContext, IdentityProvider } from '../../src/ports/identity.ts'
import { createCookieJar } from '../drivers/cookie-jar.ts'
import { oidcServer, postLogoutUri, redirectUri, type OidcServer } from './oidc-server.ts'
import { callContext, signInRequest } from './subjects.ts'

let server: OidcServer
let identity: IdentityProvider
let context: CallContext

beforeAll(async () => {
  server = await oidcServer()
  identity = oidc({ issuer: server.issuer, clientId: 'app', redirectUri })
  context = callContext()
  await identity.signIn(signInRequest('redirect'), context)
})
afterAll(() => server.end())

const addressFor = async (returnTo: string, state: string): Promise<string> =>
  (await identity.endSessionUrl({ returnTo, state }, context)) ?? ''

describe('the sign-out page of a real provider (SO-10)', () => {
  it('sends the user back to the registered address, with the state it was given', async () => {
    const jar = createCookieJar()
    const page = await jar.fetch(await addressFor(postLogoutUri, 'state of this sign-out'))
    expect(page.status).toBe(200)
    const html = await page.text()
    const [, action = ''] = /action="([^"]+)"/.exec(html) ?? []
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(html) ?? []
    const body = new URLSearchParams({ xsrf, logout: 'yes' })
    const back = await jar.fetch(new URL(action, server.issuer), { method: 'POST', body })
    expect(back.headers.get('location')).toBe(`${postLogoutUri}?state=state+of+this+sign-out`)
  })

  it('goes nowhere for an address that is not registered, not even a longer one', async () => {
    for (const returnTo of ['https://evil.test/', `${postLogoutUri}/more`]) {
      const jar = createCookieJar()
      const answer = await jar.fetch(await addressFor(returnTo, 's'))
      expect([returnTo, answer.status, answer.headers.get('location')]).toEqual([returnTo, 400, null])
    }
  })

  it('is told who the client is and nothing about the user', async () => {
    const { searchParams } = new URL(await addressFor(postLogoutUri, 's'))
    expect([...searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri', 'state'])
  })
})
