import { describe, expect, it } from 'vitest'
import { keycloak } from '../../adapters/identity/providers/keycloak.ts'
import { discoveryDocument, fixedAnswers, type FixedAnswers } from './fixed-answers.ts'

const last = ({ sent }: FixedAnswers): readonly [string, Record<string, string>] => {
  const { url = '', init } = sent.at(-1) ?? {}
  const { body } = init ?? {}
  return [new URL(url).pathname, body instanceof URLSearchParams ? Object.fromEntries(body) : {}]
}

describe('a refresh token that is given back', () => {
  it('is revoked, and nothing else is ended (SO-08)', async () => {
    const world = fixedAnswers({ '/revoke': () => new Response(null, { status: 200 }) })
    expect((await world.identity.revoke('the-old-one', world.context)).ok).toBe(true)
    expect(last(world)).toEqual([
      '/revoke',
      { token: 'the-old-one', token_type_hint: 'refresh_token', client_id: 'app' },
    ])
  })

  it.each([
    ['takes it', () => new Response(null, { status: 204 }), true],
    ['has ended it already', () => Response.json({ error: 'invalid_grant' }, { status: 400 }), true],
    ['does not know the client', () => Response.json({ error: 'invalid_client' }, { status: 400 }), false],
    ['is down', () => new Response(null, { status: 503 }), false],
    ['is a portal', () => new Response('<p>', { headers: { 'content-type': 'text/html' } }), false],
  ])(
    'goes to the logout endpoint of Keycloak, whose revocation takes consent along: one that %s (SO-08)',
    async (_, answer, ok) => {
      const world = fixedAnswers({ '/logout': answer }, { profile: keycloak })
      expect((await world.identity.revoke('the-old-one', world.context)).ok).toBe(ok)
      expect(last(world)).toEqual(['/logout', { refresh_token: 'the-old-one', client_id: 'app' }])
    },
  )

  it('is revoked where a Keycloak tells of no logout endpoint', async () => {
    const world = fixedAnswers(
      {
        '/.well-known/openid-configuration': () => discoveryDocument({ end_session_endpoint: undefined }),
        '/revoke': () => new Response(null, { status: 200 }),
      },
      { profile: keycloak },
    )
    expect((await world.identity.revoke('the-old-one', world.context)).ok).toBe(true)
    expect(last(world)[0]).toBe('/revoke')
  })
})
