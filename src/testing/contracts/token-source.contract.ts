import type { TokenGrant } from '../../ports/identity.ts'
import { classify } from '../../refresh/classification.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import { demandPlain } from './identity-refresh.contract.ts'
import { signIn, type IdentitySubject, type IdentityTrouble } from './identity-subject.ts'

/** An SDK with a server behind it, and a hand on both. */
export interface TokenSourceSubject extends IdentitySubject {
  /** The SDK renews by itself, as its own timer would have it. */
  renewByItself(): Promise<void>
  /** Somebody else signs in with the SDK. */
  swapUser(): Promise<void>
}

const troubles: readonly IdentityTrouble[] = ['unreachable', '503', '429', 'html', 'malformed', 'truncated']
const keeping: ReadonlySet<string> = new Set(['unreachable', 'throttled', 'server_unavailable', 'captive_portal'])
const ending: ReadonlySet<string> = new Set(['refused', 'unknown_refusal', 'interaction_required'])

/** What every IdentityProvider of kind `token-source` promises. */
export const tokenSourceContract: readonly ContractCase<TokenSourceSubject>[] = [
  contractCase('source.sign-in', 'token, subject and end come together, and no refresh token', async (subject) => {
    demandEqual(
      [subject.identity.kind, subject.identity.rotation.rotates],
      ['token-source', false],
      'It says what it is',
    )
    const grant = await signIn(subject)
    demand(grant.accessToken !== '' && grant.subject.subject !== '', 'There is a token, and whose it is')
    demand(grant.accessTokenExpiresAt > subject.context().now(), 'It ends in the future')
    demandEqual(grant.refreshToken, null, 'The refresh token stays with the SDK')
  }),
  contractCase('source.renew', 'a token that is not good any more is replaced by one request', async (subject) => {
    const grant = await signIn(subject)
    const before = subject.tokenRequests()
    const fresh = valueOf(await refresh(subject, grant))
    demandEqual(subject.tokenRequests() - before, 1, 'One request arrives')
    demand(fresh.accessToken !== grant.accessToken, 'It is another token')
    demandEqual(fresh.subject, grant.subject, 'It is the same person’s')
  }),
  contractCase('source.moved-on', 'what the SDK renewed by itself is taken without a request', async (subject) => {
    const grant = await signIn(subject)
    let calls = 0
    const heard = new Promise<void>((resolve) => {
      subject.identity.subscribe?.(() => {
        calls += 1
        resolve()
      })
    })
    await subject.renewByItself()
    if (subject.identity.subscribe !== undefined) await heard
    const before = subject.tokenRequests()
    const fresh = valueOf(await refresh(subject, grant))
    demandEqual(subject.tokenRequests() - before, 0, 'Nobody is asked')
    demand(fresh.accessToken !== grant.accessToken, 'It is the new token')
    demand(calls <= 1, 'A change is told once')
  }),
  contractCase('source.refused', 'a session that its server ended is a definite refusal', async (subject) => {
    const grant = await signIn(subject)
    await subject.revokeSession()
    const failure = failureOf(await refresh(subject, grant))
    const { category } = classify(failure, subject.identity.profile)
    demand(ending.has(category), `It is over: ${category}`)
    demandPlain(failure, [grant.accessToken])
  }),
  contractCase('source.other', 'somebody else’s token is never taken for the same person’s', async (subject) => {
    const grant = await signIn(subject)
    await subject.swapUser()
    demandEqual(failureOf(await refresh(subject, grant)), { kind: 'identity_mismatch' }, 'It is not taken')
  }),
  ...troubles.map((kind) =>
    contractCase<TokenSourceSubject>(`source.${kind}`, `${kind} at the server keeps the session`, async (subject) => {
      const grant = await signIn(subject)
      subject.trouble(kind)
      const failure = failureOf(await refresh(subject, grant, AbortSignal.timeout(patience)))
      const { category } = classify(failure, subject.identity.profile)
      demand(keeping.has(category), `It is kept: ${category}`)
      demandPlain(failure, [grant.accessToken])
      subject.trouble(null)
      const after = await refresh(subject, grant)
      // An SDK may have a pause of its own after a failure; what counts is that nothing was lost to it.
      const state = after.ok ? 'renewed' : classify(after.failure, subject.identity.profile).category
      demand(after.ok || keeping.has(state), `It goes on afterwards: ${state}`)
    }),
  ),
  contractCase('source.deadline', 'an SDK that waits for ever doesn’t hold anybody up', async (subject) => {
    const grant = await signIn(subject)
    subject.trouble('silent')
    const failure = failureOf(await refresh(subject, grant, AbortSignal.timeout(patience)))
    demandEqual(classify(failure, subject.identity.profile).category, 'unreachable', 'Nobody answered')
  }),
  contractCase('source.forget', 'a sign-out without a network leaves the SDK without a session', async (subject) => {
    await signIn(subject)
    subject.trouble('unreachable')
    demand(subject.identity.forget !== undefined, 'It can forget')
    valueOf(await subject.identity.forget(subject.context()))
    const request = { ...subject.request, via: 'silent' } as const
    const failure = failureOf(await subject.identity.signIn(request, subject.context()))
    const { category } = classify(failure, subject.identity.profile)
    demand(ending.has(category), `Nobody is there: ${category}`)
  }),
]

/** An SDK goes by the wall clock. Longer than a request on loopback needs, and shorter than its own retries. */
const patience = 700

function refresh(
  { identity, context }: TokenSourceSubject,
  { accessToken, subject, claims, scopes }: TokenGrant,
  signal?: AbortSignal,
): ReturnType<TokenSourceSubject['identity']['refresh']> {
  return identity.refresh({ refreshToken: '', subject, claims, scopes, accessToken }, context(signal))
}
