import { describe, expect, it } from 'vitest'
import { jsonApi } from '../../adapters/identity/json-api.ts'
import { oidc } from '../../adapters/identity/oidc.ts'
import type { CallContext, IdentityProvider } from '../../src/ports/identity.ts'
import { classify } from '../../src/refresh/classification.ts'
import { callContext } from './subjects.ts'

const address = 'https://api.example.com/sessions/end-all'
const subject = { issuer: 'https://api.example.com', subject: '1042', tenant: null, client: 'app' }

const adapters: readonly [string, (endEverywhere?: string) => IdentityProvider][] = [
  [
    'oidc',
    (endEverywhere) =>
      oidc({
        issuer: 'https://id.example.com',
        clientId: 'app',
        redirectUri: '/callback',
        ...(endEverywhere === undefined ? {} : { endEverywhere }),
      }),
  ],
  [
    'jsonApi',
    (endEverywhere) =>
      jsonApi({
        issuer: 'https://api.example.com',
        client: 'app',
        login: 'https://api.example.com/login',
        refresh: 'https://api.example.com/refresh',
        ...(endEverywhere === undefined ? {} : { endEverywhere }),
      }),
  ],
]

function answering(response: () => Response): { readonly context: CallContext; readonly requests: Request[] } {
  const requests: Request[] = []
  return {
    requests,
    context: callContext({
      async fetch(input, init) {
        requests.push(new Request(input, init))
        return response()
      },
    }),
  }
}

describe.each(adapters)('%s, asked to end all sessions of a user', (_, make) => {
  it('posts the access token to the app’s own address, with no cookie and no body', async () => {
    const { context, requests } = answering(() => new Response(null, { status: 204 }))
    expect(await make(address).endEverywhere?.('the-token', subject, context)).toMatchObject({ ok: true })
    expect(requests.map(({ url, method, credentials, redirect }) => [url, method, credentials, redirect])).toEqual([
      [address, 'POST', 'omit', 'manual'],
    ])
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer the-token')
    expect(await requests[0]?.text()).toBe('')
  })

  it.each([
    [() => new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } }), 'captive_portal'],
    [() => Response.json({}, { status: 503 }), 'server_unavailable'],
    [() => Response.json({}, { status: 429 }), 'throttled'],
  ])('takes no other answer for a success (%#)', async (response, category) => {
    const { context } = answering(response)
    const identity = make(address)
    const answer = await identity.endEverywhere?.('the-token', subject, context)
    if (answer === undefined || answer.ok) throw new Error('it was taken for a success')
    expect(classify(answer.failure, identity.profile).category).toBe(category)
    expect(JSON.stringify(answer)).not.toContain('the-token')
  })

  it('does not offer it without an address', () => {
    expect(make().endEverywhere).toBeUndefined()
  })
})
