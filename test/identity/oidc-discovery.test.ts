import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { discoveryDocument, fixedAnswers, issuer, refreshRequest, start, tokens } from './fixed-answers.ts'
import { memoryCache, signInRequest } from './subjects.ts'

describe('discovery', () => {
  const address = '/.well-known/openid-configuration'

  it.each([
    ['another issuer', { issuer: 'https://evil.test' }],
    ['the same issuer written differently', { issuer: `${issuer}/` }],
    ['no S256', { code_challenge_methods_supported: ['plain'] }],
    ['an unprotected token endpoint', { token_endpoint: 'http://id.example.com/token' }],
    ['a token endpoint on this machine', { token_endpoint: 'http://127.0.0.1/token' }],
    ['a script for an endpoint', { authorization_endpoint: 'javascript:alert(1)' }],
    ['no token endpoint', { token_endpoint: undefined }],
  ])('is refused with %s', async (_, changes) => {
    const { identity, context, sent } = fixedAnswers({ [address]: () => discoveryDocument(changes) })
    const outcome = await identity.signIn(signInRequest('redirect'), context)
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'discovery_unavailable' } })
    expect(sent).toHaveLength(1)
  })

  it('is asked for once a day, and an old copy serves when nobody answers', async () => {
    let now = start
    const cache = memoryCache()
    const world = fixedAnswers({ '/token': () => tokens() }, { context: { now: () => now, cache } })
    const refresh = async () => (await world.identity.refresh(refreshRequest, world.context)).ok
    const asked = () => world.sent.filter(({ url }) => url.endsWith(address)).length
    expect([await refresh(), await refresh(), asked()]).toEqual([true, true, 1])
    now = instant(start + 25 * 3_600_000)
    world.answers[address] = () => new Response('gone', { status: 503 })
    expect([await refresh(), asked()]).toEqual([true, 2])
  })

  it('survives a reload in the cache, also without a network', async () => {
    const cache = memoryCache()
    const first = fixedAnswers({}, { context: { cache } })
    await first.identity.signIn(signInRequest('redirect'), first.context)
    const second = fixedAnswers({ [address]: () => Promise.reject(new TypeError('offline')) }, { context: { cache } })
    expect(await second.identity.signIn(signInRequest('redirect'), second.context)).toMatchObject({ ok: true })
    const url = await second.identity.endSessionUrl({ returnTo: 'https://app.test/', state: 's' }, second.context)
    expect(url).toBe(`${issuer}/logout?client_id=app&post_logout_redirect_uri=https%3A%2F%2Fapp.test%2F&state=s`)
    expect(second.sent).toEqual([])
  })

  it('takes nothing from a cache that was tampered with', async () => {
    const cache = memoryCache()
    await cache.write(`discovery:${issuer}`, {
      fetchedAt: start,
      metadata: { issuer, authorization_endpoint: 'https://evil.test/', token_endpoint: 'http://evil.test/' },
    })
    const { identity, context } = fixedAnswers({}, { context: { cache } })
    const outcome = await identity.signIn(signInRequest('redirect'), context)
    expect(outcome.ok && outcome.value.kind === 'redirect' ? new URL(outcome.value.url).origin : '').toBe(issuer)
  })
})
