import { describe, expect, it } from 'vitest'
import { cookie } from '../../../adapters/identity/cookie.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { appOrigin, cookieOptions as options } from './browser.ts'

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
