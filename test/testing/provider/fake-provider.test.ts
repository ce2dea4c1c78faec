import { describe, expect, it } from 'vitest'
import { oidc } from '../../../adapters/identity/oidc.ts'
import { fakeProvider, type FakeProvider } from '../../../src/testing/fake-provider/fake-provider.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'
import { scriptedNavigation } from '../../core/scripted-navigation.ts'

describe('the fake provider', () => {
  it('carries the shipped OpenID Connect adapter through sign-in, renewals and userinfo', async () => {
    const { world, auth, provider } = await signedIn()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'mira' } })
    await world.advance('20m')
    expect(auth.state.status).toBe('ACTIVE')
    expect(provider.tokenRequests).toBeGreaterThan(3)
    expect(provider.reuseDetected).toBe(0)
    expect(provider.accepts(await auth.getAccessToken())).toBe(true)
    world.dispose()
  })

  it('ends sessions, and answers as it is told meanwhile', async () => {
    const { world, auth, provider } = await signedIn()
    provider.answerWith(() => new Response(null, { status: 503 }))
    await world.advance('10m')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'server_unavailable' })
    provider.answerWith(null)
    provider.revokeSessions()
    await world.advance('10m')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED' })
    world.dispose()
  })

  it('refuses a code without its verifier, and a code that was used', async () => {
    const provider = fakeProvider({ now: () => 0 })
    const asked = `${provider.issuer}/authorize?redirect_uri=https://app.test/callback&state=s&code_challenge=x`
    const code = new URL(provider.approve(asked)).searchParams.get('code') ?? ''
    expect(await ask(provider, { grant_type: 'authorization_code', code, code_verifier: 'guess' })).toBe(400)
    expect(await ask(provider, { grant_type: 'refresh_token', refresh_token: 'made-up' })).toBe(400)
  })

  it('leaves what is addressed to others alone', async () => {
    const provider = fakeProvider({ now: () => 0 })
    expect(await provider.handle(new Request('https://api.test/orders'))).toBeNull()
    expect((await provider.fetch('https://api.test/orders')).status).toBe(404)
  })
})

async function ask(provider: FakeProvider, form: Record<string, string>): Promise<number> {
  const { status } = await provider.fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  return status
}

async function signedIn() {
  const world = createTestWorld()
  const provider = fakeProvider({ now: () => world.clock.wall() })
  const identity = oidc({ issuer: provider.issuer, clientId: 'app', redirectUri: 'https://app.test/callback' })
  const navigation = scriptedNavigation()
  const platform = { navigation, fetch: provider.fetch }
  const leaving = world.open({ identity, platform })
  await world.settle()
  const answer = leaving.auth.signIn({ via: 'redirect' })
  await world.settle()
  expect(await answer).toEqual({ status: 'redirecting' })
  leaving.kill()
  navigation.show(provider.approve(navigation.left[0] ?? ''))
  const auth = await world.start({ identity, platform })
  await world.settle()
  return { world, auth, provider }
}
