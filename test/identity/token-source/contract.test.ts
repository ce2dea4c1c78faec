import { expect, it } from 'vitest'
import type { IdentityProvider } from '../../../src/ports/identity.ts'
import { tokenSourceContract, type TokenSourceSubject } from '../../../src/testing/contracts/token-source.contract.ts'
import { describeContract } from '../../../src/testing/vitest.ts'
import { oidcClientSubject } from './oidc-client.ts'
import { supabaseSubject } from './supabase.ts'

const hidesStatus = 'oidc-client-ts 3.5.0 tells the error code of a body and not the status it came with'

// What a published SDK does to a session can be told here and not mended.
describeContract('tokenSource over oidc-client-ts', tokenSourceContract, oidcClientSubject, {
  without: { 'source.503': hidesStatus, 'source.429': hidesStatus },
})
describeContract('tokenSource over @supabase/auth-js', tokenSourceContract, supabaseSubject, {
  without: { 'source.malformed': '@supabase/auth-js 2.119.0 drops its session where an answer is none it knows' },
})

/** Each breaks one promise of an adapter that keeps all of them. */
const broken: readonly (readonly [string, string, (whole: IdentityProvider) => Partial<IdentityProvider>])[] = [
  [
    'takes whoever the SDK has',
    'source.other',
    (whole) => ({
      refresh: ({ subject, ...request }, context) =>
        whole.refresh({ ...request, subject: { ...subject, subject: 'jonas' } }, context),
    }),
  ],
  [
    'asks though the SDK has a new token',
    'source.moved-on',
    (whole) => ({
      refresh: async (request, context) => {
        const first = await whole.refresh(request, context)
        return first.ok ? whole.refresh({ ...request, accessToken: first.value.accessToken }, context) : first
      },
    }),
  ],
  [
    'takes every failure for an end',
    'source.unreachable',
    (whole) => ({
      refresh: async (request, context) => {
        const answer = await whole.refresh(request, context)
        return answer.ok ? answer : { ...answer, failure: { kind: 'identity_mismatch' } }
      },
    }),
  ],
  [
    'leaves the SDK signed in',
    'source.forget',
    () => ({ forget: async ({ now }) => ({ ok: true, value: null, at: now() }) }),
  ],
]

it.each(broken)('the contract catches an adapter that %s', async (_, id, breakIt) => {
  const makeSubject = async (): Promise<TokenSourceSubject> => {
    const subject = await oidcClientSubject()
    return { ...subject, identity: { ...subject.identity, ...breakIt(subject.identity) } }
  }
  const caught = tokenSourceContract.find((one) => one.id === id)
  await expect(caught?.run(makeSubject)).rejects.toThrow(id)
})
