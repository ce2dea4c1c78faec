import { afterEach, describe, expect, it } from 'vitest'
import type { Popup } from '../../adapters/identity/oidc.ts'
import { dpopWorld } from './dpop-world.ts'
import { fixedAnswers } from './fixed-answers.ts'
import { oidcServer, redirectUri, type OidcServer } from './oidc-server.ts'
import { signInRequest } from './subjects.ts'

const servers: OidcServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end()
})

function frame(answer: (url: string) => Promise<string | null>) {
  const seen = { urls: [] as string[], closed: 0 }
  const open = (): Popup => ({
    navigate: (url) => void seen.urls.push(url),
    callback: async () => Promise.resolve().then(() => answer(seen.urls.at(-1) ?? '')),
    close: () => void (seen.closed += 1),
  })
  return { seen, open }
}

describe('a silent sign-in', () => {
  it('asks for no screen, whatever else is wanted of the provider (OpenID Connect Core §3.1.2.1)', async () => {
    const { seen, open } = frame(async () => null)
    const { identity, context } = fixedAnswers({}, { openFrame: open })
    const outcome = await identity.signIn({ ...signInRequest('silent'), prompt: 'login' }, context)
    const asked = new URL(seen.urls[0] ?? '').searchParams
    expect([asked.get('prompt'), asked.get('state')?.startsWith('popup.')]).toEqual(['none', true])
    expect(outcome).toMatchObject({
      failure: { kind: 'exchange', exchange: { kind: 'no_response', cause: 'timeout' } },
    })
    expect(seen.closed).toBe(1)
  })

  it('is not supported where there is no document', async () => {
    const { identity, context, sent } = fixedAnswers()
    expect(await identity.signIn(signInRequest('silent'), context)).toMatchObject({
      failure: { kind: 'not_supported' },
    })
    expect(sent).toEqual([])
  })

  it('is refused by a provider that knows nobody, and asks it for no token', async () => {
    const server = await oidcServer()
    servers.push(server)
    const { seen, open } = frame((url) => server.approve(url))
    const { identity, context } = fixedAnswers(
      {},
      { issuer: server.issuer, redirectUri, openFrame: open, context: { fetch } },
    )
    expect(await identity.signIn(signInRequest('silent'), context)).toMatchObject({
      failure: { kind: 'callback_refused', code: 'denied' },
    })
    expect([server.tokenRequests(), seen.closed]).toEqual([0, 1])
  })

  it('that fails never clears a session (OL-13)', async () => {
    const world = await dpopWorld()
    const auth = world.open()
    await world.signIn(auth)
    const token = await auth.getAccessToken()
    const requests = world.provider.tokenRequests()
    // Signed in already, there is nothing to ask.
    expect(await auth.signIn({ via: 'silent' })).toEqual({ status: 'signed_in' })
    // Asked for anew, the provider knows nobody in this frame.
    expect(await auth.signIn({ via: 'silent', maxAge: 0 })).toEqual({ status: 'failed', problem: 'sign_in_refused' })
    expect([auth.state.status, await auth.getAccessToken()]).toEqual(['ACTIVE', token])
    expect((await auth.fetch(`${world.api.origin}/orders`)).status).toBe(200)
    expect([world.provider.tokenRequests(), world.disk.proofs.size]).toEqual([requests, 1])
  })

  it('that fails leaves who has to sign in again as they were (OL-13)', async () => {
    const world = await dpopWorld()
    const auth = world.open()
    await world.signIn(auth)
    await world.provider.revokeSession()
    world.pass(31_000)
    world.api.revoke(await auth.getAccessToken())
    await expect(auth.fetch(`${world.api.origin}/orders`)).rejects.toThrow('aborted')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'mira' } })
    expect(await auth.signIn({ via: 'silent' })).toEqual({ status: 'failed', problem: 'sign_in_refused' })
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'mira' } })
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
  })
})
