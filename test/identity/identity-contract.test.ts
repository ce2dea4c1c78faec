import { describe, expect, it } from 'vitest'
import { after } from '../../machines/time.ts'
import type { IdentityProvider } from '../../src/ports/identity.ts'
import { identityContract, type IdentitySubject } from '../../src/testing/contracts/identity.contract.ts'
import { jsonApiSubject, oidcSubject, scriptedSubject } from './subjects.ts'

const subjects = { oidc: oidcSubject, jsonApi: jsonApiSubject, scriptedIdentity: scriptedSubject }

describe.each(Object.entries(subjects))('%s', (_, makeSubject) => {
  it.each(identityContract)('$id: $title', async ({ run }) => {
    await expect(run(makeSubject)).resolves.toBeUndefined()
  })
})

describe('the contract', () => {
  it('has stable ids, each once', () => {
    const ids = identityContract.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => /^identity\.[a-z-]+(\.[a-z0-9-]+)?$/.test(id))).toBe(true)
  })

  /** Each breaks one promise of a provider that keeps all of them. */
  const broken: readonly (readonly [string, string, (whole: IdentityProvider) => Partial<IdentityProvider>])[] = [
    [
      'refreshes twice to be sure',
      'identity.refresh.one-request',
      (whole) => ({
        refresh: async (request, context) => {
          const first = await whole.refresh(request, context)
          return first.ok
            ? whole.refresh({ ...request, refreshToken: first.value.refreshToken ?? request.refreshToken }, context)
            : first
        },
      }),
    ],
    [
      'drops the new refresh token',
      'identity.refresh.rotation',
      (whole) => ({
        refresh: async (request, context) => {
          const answer = await whole.refresh(request, context)
          return answer.ok ? { ...answer, value: { ...answer.value, refreshToken: null } } : answer
        },
      }),
    ],
    [
      'takes every failure for a refusal',
      'identity.refresh.503',
      (whole) => ({
        refresh: async (request, context) => {
          const answer = await whole.refresh(request, context)
          return answer.ok ? answer : { ...answer, failure: { kind: 'identity_mismatch' } }
        },
      }),
    ],
    [
      'puts the token into its failures',
      'identity.refresh.unreachable',
      (whole) => ({
        refresh: async (request, context) => {
          const answer = await whole.refresh(request, context)
          return answer.ok ? answer : { ...answer, failure: { ...answer.failure, token: request.refreshToken } }
        },
      }),
    ],
    [
      'believes in years',
      'identity.sign-in.grant',
      (whole) => ({
        resume: async (url, transaction, context) => {
          const answer = await whole.resume(url, transaction, context)
          const accessTokenExpiresAt = after(context.now(), 1e12)
          return answer.ok ? { ...answer, value: { ...answer.value, accessTokenExpiresAt } } : answer
        },
      }),
    ],
    [
      'skips the state',
      'identity.callback.state',
      (whole) => ({
        resume: (url, transaction, context) =>
          whole.resume(url, { ...transaction, state: new URL(url).searchParams.get('state') ?? '' }, context),
      }),
    ],
    [
      'takes any address for a callback',
      'identity.callback.foreign',
      () => ({ isCallback: (url) => url.includes('code') }),
    ],
    [
      'believes any userinfo',
      'identity.user.other',
      (whole) => ({
        fetchUser: async (_token, _subject, { now }) => ({
          ok: true,
          at: now(),
          value: { profile: { name: whole.kind, email: null, picture: null }, roles: [] },
        }),
      }),
    ],
    [
      'only pretends to revoke',
      'identity.revoke',
      () => ({ revoke: async (_, { now }) => ({ ok: true, at: now(), value: null }) }),
    ],
    [
      'loses the wait',
      'identity.refresh.wait',
      (whole) => ({
        refresh: async (request, context) => {
          const answer = await whole.refresh(request, context)
          if (answer.ok || answer.failure.kind !== 'exchange' || answer.failure.exchange.kind !== 'response')
            return answer
          return {
            ...answer,
            failure: { kind: 'exchange', exchange: { ...answer.failure.exchange, retryAfter: null } },
          }
        },
      }),
    ],
  ]

  it.each(broken)('catches an adapter that %s', async (_, id, breakIt) => {
    const makeSubject = async (): Promise<IdentitySubject> => {
      const subject = await scriptedSubject()
      return { ...subject, identity: { ...subject.identity, ...breakIt(subject.identity) } }
    }
    const failed: string[] = []
    for (const { id: name, run } of identityContract) await run(makeSubject).catch(() => failed.push(name))
    expect(failed).toContain(id)
  })
})
