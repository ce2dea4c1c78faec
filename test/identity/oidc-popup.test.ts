import { describe, expect, it } from 'vitest'
import { oidc, type Popup } from '../../adapters/identity/oidc.ts'
import { fixedAnswers } from './fixed-answers.ts'
import { oidcServer, redirectUri } from './oidc-server.ts'
import { callContext, signInRequest } from './subjects.ts'

describe('a popup', () => {
  const popup = (answer: (url: string) => Promise<string | null>) => {
    const seen = { url: '', closed: 0 }
    const open = (): Popup => ({
      navigate: (url) => void (seen.url = url),
      callback: async () => Promise.resolve().then(() => answer(seen.url)),
      close: () => void (seen.closed += 1),
    })
    return { seen, open }
  }

  it('carries a sign-in through to its grant at a real provider', async () => {
    const server = await oidcServer()
    const { seen, open } = popup((url) => server.approve(url))
    const identity = oidc({ issuer: server.issuer, clientId: 'app', redirectUri, openPopup: open })
    const outcome = await identity.signIn(signInRequest('popup'), callContext())
    await server.end()
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'granted', grant: { subject: { subject: 'mira' } } } })
    expect(new URL(seen.url).searchParams.get('state')).toMatch(/^popup\./)
    expect(seen.closed).toBe(1)
  })

  it('that the user closes is cancelled', async () => {
    const { seen, open } = popup(async () => null)
    const { identity, context } = fixedAnswers({}, { openPopup: open })
    expect(await identity.signIn(signInRequest('popup'), context)).toMatchObject({ failure: { kind: 'cancelled' } })
    expect(seen.closed).toBe(1)
  })

  it('is opened before anything is awaited, and closed when discovery fails', async () => {
    const { seen, open } = popup(async () => null)
    let opened = 0
    const counted = () => ((opened += 1), open())
    const { identity, context } = fixedAnswers(
      { '/.well-known/openid-configuration': () => new Response('', { status: 500 }) },
      { openPopup: counted },
    )
    const outcome = identity.signIn(signInRequest('popup'), context)
    expect(opened).toBe(1)
    expect(await outcome).toMatchObject({ failure: { kind: 'discovery_unavailable' } })
    expect([seen.url, seen.closed]).toEqual(['', 1])
  })

  it('that the browser blocks is not supported', async () => {
    const { identity, context, sent } = fixedAnswers({}, { openPopup: () => null })
    expect(await identity.signIn(signInRequest('popup'), context)).toMatchObject({ failure: { kind: 'not_supported' } })
    expect(sent).toEqual([])
  })
})
