import { classify } from '../../refresh/classification.ts'
import type { Classification } from '../../ports/verdict.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import { refreshOf, signIn, type IdentitySubject, type IdentityTrouble } from './identity-subject.ts'

const troubles: readonly (readonly [IdentityTrouble, readonly Classification['category'][], string])[] = [
  ['unreachable', ['unreachable'], 'a dead network'],
  ['503', ['server_unavailable'], 'maintenance'],
  ['429', ['throttled'], 'throttling'],
  ['html', ['captive_portal'], 'a portal’s page'],
  ['redirect', ['captive_portal'], 'a redirect to a portal'],
  ['malformed', ['server_unavailable'], 'JSON of the wrong shape'],
  ['truncated', ['server_unavailable', 'unreachable'], 'an answer that breaks off'],
]

export const identityRefreshContract: readonly ContractCase<IdentitySubject>[] = [
  contractCase(
    'identity.refresh.one-request',
    'a refresh is one token request with a usable answer',
    async (subject) => {
      const grant = await signIn(subject)
      const before = subject.tokenRequests()
      const context = subject.context()
      const fresh = valueOf(await subject.identity.refresh(refreshOf(grant), context))
      demandEqual(subject.tokenRequests() - before, 1, 'One token request arrives')
      demand(fresh.accessToken !== '' && fresh.accessToken !== grant.accessToken, 'The access token is new')
      demand(fresh.accessTokenExpiresAt > context.now(), 'It expires in the future')
      demandEqual(fresh.subject, grant.subject, 'It is for the same subject')
      demandEqual(fresh.claims, grant.claims, 'The first claims stay the measure')
    },
  ),
  contractCase('identity.refresh.again', 'each refresh works with the token of the one before', async (subject) => {
    let grant = await signIn(subject)
    for (let round = 0; round < 3; round += 1) {
      const fresh = valueOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
      grant = { ...fresh, refreshToken: fresh.refreshToken ?? grant.refreshToken }
    }
    demandEqual(subject.tokenRequests(), 4, 'One sign-in and three refreshes arrive')
  }),
  contractCase('identity.refresh.rotation', 'the refresh token changes as the profile declares', async (subject) => {
    const grant = await signIn(subject)
    const fresh = valueOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
    const rotated = fresh.refreshToken !== null && fresh.refreshToken !== grant.refreshToken
    demandEqual(rotated, subject.identity.rotation.rotates, 'It rotates')
  }),
  contractCase('identity.refresh.refused', 'an ended session is a definite refusal', async (subject) => {
    const grant = await signIn(subject)
    await subject.revokeSession()
    const failure = failureOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
    const { category } = classify(failure, subject.identity.profile)
    demand(category === 'refused' || category === 'unknown_refusal', `It is refused: ${category}`)
  }),
  ...troubles.map(([kind, categories, words]) =>
    contractCase<IdentitySubject>(`identity.refresh.${kind}`, `${words} keeps the session`, async (subject) => {
      const grant = await signIn(subject)
      subject.trouble(kind)
      const failure = failureOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
      const { category } = classify(failure, subject.identity.profile)
      demand(categories.includes(category), `It counts as ${categories.join(' or ')}, not ${category}`)
      demandPlain(failure, [grant.accessToken, grant.refreshToken])
      subject.trouble(null)
      valueOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
    }),
  ),
  contractCase('identity.refresh.wait', 'what the server asks to wait arrives', async (subject) => {
    const grant = await signIn(subject)
    for (const kind of ['503', '429'] as const) {
      subject.trouble(kind)
      const failure = failureOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
      const { retryAfter, consumed } = classify(failure, subject.identity.profile)
      demandEqual([retryAfter, consumed], [5000, 'no'], 'Five seconds, and nothing was spent')
    }
  }),
  contractCase('identity.refresh.lost', 'an answer that never arrives may have spent the token', async (subject) => {
    const grant = await signIn(subject)
    subject.trouble('lost')
    const failure = failureOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
    const { category, consumed } = classify(failure, subject.identity.profile)
    demandEqual([category, consumed], ['unreachable', 'maybe'], 'Unknown is unknown')
  }),
  contractCase(
    'identity.refresh.deadline',
    'a silent server ends with the signal, as a timeout or as asked',
    async (subject) => {
      const grant = await signIn(subject)
      subject.trouble('silent')
      for (const [reason, category] of [
        [new DOMException('Late', 'TimeoutError'), 'unreachable'],
        [new DOMException('Enough', 'AbortError'), 'cancelled'],
      ] as const) {
        const controller = new AbortController()
        const before = subject.tokenRequests()
        const answer = subject.identity.refresh(refreshOf(grant), subject.context(controller.signal))
        await subject.arrival(before + 1)
        controller.abort(reason)
        demandEqual(classify(failureOf(await answer)).category, category, 'The reason tells')
      }
    },
  ),
]

/** JSON-safe, and without any of the secrets. */
export function demandPlain(failure: unknown, secrets: readonly (string | null)[]): void {
  const text = JSON.stringify(failure)
  demandEqual(JSON.parse(text), failure, 'A failure survives JSON')
  demand(!secrets.some((secret) => secret !== null && text.includes(secret)), 'A failure carries no token')
}
