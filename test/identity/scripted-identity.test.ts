import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { classify } from '../../src/refresh/classification.ts'
import { scriptedIdentity, type ScriptedIdentityOptions } from '../../src/testing/fakes/scripted-identity.ts'
import type { TokenGrant } from '../../src/ports/identity.ts'
import { start } from './fixed-answers.ts'
import { callContext, signInRequest } from './subjects.ts'

async function world(options: ScriptedIdentityOptions = {}) {
  const identity = scriptedIdentity(options)
  let now = start
  const { signal } = new AbortController()
  const context = callContext({ now: () => now, signal })
  const step = await identity.signIn(signInRequest('credentials'), context)
  if (!step.ok || step.value.kind !== 'granted') throw new Error('Cannot sign in: the script refused')
  const { grant } = step.value
  const refresh = (refreshToken: string | null = grant.refreshToken) =>
    identity.refresh(
      { refreshToken: refreshToken ?? '', subject: grant.subject, claims: grant.claims, scopes: [] },
      context,
    )
  const category = async (answer: ReturnType<typeof refresh>): Promise<string> => {
    const outcome = await answer
    return outcome.ok ? 'granted' : classify(outcome.failure, identity.profile).category
  }
  const wait = (span: number): void => void (now = instant(now + span))
  return { identity, server: identity.server, grant, refresh, category, wait, context }
}

const tokenOf = async (
  answer: Promise<{ readonly ok: boolean; readonly value?: TokenGrant }>,
): Promise<string | null> => (await answer).value?.refreshToken ?? null

describe('a scripted provider', () => {
  it('takes a spent token inside the grace and ends the family after it', async () => {
    const { refresh, category, wait, server } = await world({ rotation: { reuseGrace: duration(30_000) } })
    const next = await tokenOf(refresh())
    wait(30_000)
    expect(await category(refresh())).toBe('granted')
    wait(1)
    expect(await category(refresh())).toBe('refused')
    expect(await category(refresh(next))).toBe('refused')
    expect(server.reuseDetected).toBe(1)
  })

  it('knows no grace where none is told', async () => {
    const { refresh, category } = await world({ rotation: { reuseGrace: null } })
    await refresh()
    expect(await category(refresh())).toBe('refused')
  })

  it('takes the parent of a token that nobody has used yet, where the provider does', async () => {
    const { refresh, category, wait } = await world({ rotation: { reuseGrace: duration(0), parentReusable: true } })
    const next = await tokenOf(refresh())
    wait(60_000)
    expect(await category(refresh())).toBe('granted')
    expect(next).not.toBeNull()
  })

  it('keeps the token where it doesn’t rotate', async () => {
    const { refresh, category } = await world({ rotation: { rotates: false } })
    expect([await tokenOf(refresh()), await category(refresh()), await category(refresh())]).toEqual([
      null,
      'granted',
      'granted',
    ])
  })

  it('rotates although the answer is lost', async () => {
    const { refresh, category, server, wait } = await world({ rotation: { reuseGrace: duration(10_000) } })
    server.enqueue('lost')
    expect(await category(refresh())).toBe('unreachable')
    wait(10_001)
    expect(await category(refresh())).toBe('refused')
  })

  it('answers as it is told, then properly again', async () => {
    const { refresh, category, server } = await world()
    server.enqueue('503', { error: 'login_required' })
    expect([await category(refresh()), await category(refresh())]).toEqual([
      'server_unavailable',
      'interaction_required',
    ])
    expect(await category(refresh())).toBe('granted')
    expect([server.attempts, server.tokenRequests, server.refreshRequests]).toEqual([4, 4, 3])
  })

  it('counts an attempt that does not arrive as an attempt only', async () => {
    const { refresh, category, server } = await world()
    server.setAnswer('unreachable')
    expect(await category(refresh())).toBe('unreachable')
    expect([server.attempts, server.tokenRequests]).toEqual([2, 1])
  })

  it('disables and enables an account, and the same token works again', async () => {
    const { refresh, category, server, grant } = await world()
    server.disable()
    expect([await category(refresh()), server.accepts(grant.accessToken)]).toEqual(['locked', false])
    server.enable()
    expect([await category(refresh()), server.accepts(grant.accessToken)]).toEqual(['granted', true])
  })

  it('holds its answers back until it is released', async () => {
    const { refresh, server } = await world()
    const release = server.hold()
    let answered = false
    const answer = refresh().then((outcome) => ((answered = true), outcome.ok))
    await new Promise((resolve) => setImmediate(resolve))
    expect([server.tokenRequests, answered]).toEqual([2, false])
    release()
    expect(await answer).toBe(true)
  })

  it('signs somebody else in when told so', async () => {
    const { identity, server, context } = await world()
    server.signInAs('jonas')
    const step = await identity.signIn(signInRequest('popup'), context)
    expect(step).toMatchObject({ value: { grant: { subject: { subject: 'jonas' } } } })
  })

  it('turns a denied redirect into a refusal', async () => {
    const { identity, server, context } = await world()
    const step = await identity.signIn(signInRequest('redirect'), context)
    if (!step.ok || step.value.kind !== 'redirect') throw new Error('Cannot go on: no redirect')
    const outcome = await identity.resume(server.deny(step.value.url), step.value.transaction, context)
    expect(outcome).toMatchObject({ failure: { kind: 'callback_refused', code: 'denied' } })
  })

  it('puts its canary into every token it issues', async () => {
    const { refresh, server } = await world({ canary: 'find-me' })
    await refresh()
    expect(server.issuedTokens).toHaveLength(4)
    expect(server.issuedTokens.every((token) => token.includes('find-me'))).toBe(true)
  })
})
