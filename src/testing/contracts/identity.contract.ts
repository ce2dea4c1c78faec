import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import { demandPlain, identityRefreshContract } from './identity-refresh.contract.ts'
import { refreshOf, signIn, type IdentitySubject } from './identity-subject.ts'

export type { IdentitySubject, IdentityTrouble } from './identity-subject.ts'

/** What every IdentityProvider of kind `tokens` promises. */
export const identityContract: readonly ContractCase<IdentitySubject>[] = [
  contractCase('identity.sign-in.grant', 'a sign-in says who, with what, for how long', async (subject) => {
    const context = subject.context()
    const grant = await signIn(subject)
    demand(grant.subject.issuer !== '' && grant.subject.subject !== '', 'Issuer and subject are named')
    demand(!grant.subject.subject.includes('@'), 'The subject is no e-mail address')
    demand(grant.accessToken !== '', 'There is an access token')
    demand(grant.accessTokenExpiresAt > context.now(), 'It expires in the future')
    demand(grant.accessTokenExpiresAt <= context.now() + 24 * 60 * 60 * 1000, 'It expires within a day')
    demand(refreshOf(grant).refreshToken !== grant.accessToken, 'The refresh token is another one')
    demandEqual(JSON.parse(JSON.stringify(grant)), grant, 'A grant survives JSON')
  }),
  contractCase(
    'identity.sign-in.ways',
    'a way that is not offered is not tried',
    async ({ identity, context, request, tokenRequests }) => {
      demand(identity.ways.length > 0, 'There is a way')
      const all = ['redirect', 'popup', 'credentials', 'silent'] as const
      for (const via of all.filter((way) => !identity.ways.includes(way))) {
        const failure = failureOf(await identity.signIn({ ...request, via }, context()))
        demandEqual(failure, { kind: 'not_supported' }, `${via} is not supported`)
      }
      demandEqual(tokenRequests(), 0, 'Nobody is asked')
    },
  ),
  contractCase(
    'identity.sign-in.unreachable',
    'a sign-in without a server fails and can be repeated',
    async (subject) => {
      subject.trouble('unreachable')
      const failure = await signIn(subject).then(
        () => null,
        (breach: unknown) => breach,
      )
      demand(failure !== null, 'It fails')
      subject.trouble(null)
      await signIn(subject)
    },
  ),
  contractCase('identity.callback.foreign', 'an ordinary address is no callback', async ({ identity }) => {
    for (const url of [
      'https://app.test/',
      'https://evil.test/callback?code=a&state=b',
      'about:blank',
      '',
      'not a url',
      'https://app.test/callback',
    ])
      demandEqual(identity.isCallback(url), false, `${url} is none`)
  }),
  contractCase(
    'identity.callback.state',
    'a callback of another sign-in is refused without a request',
    async (subject) => {
      const { identity, context, request, approve } = subject
      if (approve === null) return
      const step = valueOf(await identity.signIn({ ...request, via: 'redirect' }, context()))
      demand(step.kind === 'redirect', 'The sign-in redirects')
      const callback = new URL(await approve(step.url))
      demand(identity.isCallback(callback.href), 'The answer is a callback')
      callback.searchParams.set('state', 'forged')
      const failure = failureOf(await identity.resume(callback.href, step.transaction, context()))
      demandEqual(failure, { kind: 'callback_refused', code: 'state' }, 'The state decides')
      demandEqual(subject.tokenRequests(), 0, 'No token request is made')
    },
  ),
  contractCase('identity.callback.once', 'a code works once', async ({ identity, context, request, approve }) => {
    if (approve === null) return
    const step = valueOf(await identity.signIn({ ...request, via: 'redirect' }, context()))
    demand(step.kind === 'redirect', 'The sign-in redirects')
    const callback = await approve(step.url)
    valueOf(await identity.resume(callback, step.transaction, context()))
    demandPlain(failureOf(await identity.resume(callback, step.transaction, context())), [
      step.transaction.codeVerifier,
    ])
  }),
  ...identityRefreshContract,
  contractCase('identity.user.own', 'the user behind a token can be asked for', async (subject) => {
    const { identity, context } = subject
    const grant = await signIn(subject)
    const answer = await identity.fetchUser(grant.accessToken, grant.subject, context())
    if (!answer.ok && answer.failure.kind === 'not_supported') return
    demand(Array.isArray(valueOf(answer).roles), 'Roles are a list')
  }),
  contractCase('identity.user.other', 'an answer about somebody else is a mismatch', async (subject) => {
    const { identity, context } = subject
    const grant = await signIn(subject)
    const failure = failureOf(
      await identity.fetchUser(grant.accessToken, { ...grant.subject, subject: 'else' }, context()),
    )
    demand(failure.kind === 'identity_mismatch' || failure.kind === 'not_supported', 'It is not taken')
  }),
  contractCase('identity.user.refused', 'a token that is not taken is a failure without it', async (subject) => {
    const grant = await signIn(subject)
    const failure = failureOf(await subject.identity.fetchUser('forged-token', grant.subject, subject.context()))
    demandPlain(failure, ['forged-token'])
  }),
  contractCase(
    'identity.revoke',
    'a revoked refresh token is refused, an unknown one is no failure',
    async (subject) => {
      const { identity, context } = subject
      const grant = await signIn(subject)
      const request = refreshOf(grant)
      const revoked = await identity.revoke(request.refreshToken, context())
      if (!revoked.ok && revoked.failure.kind === 'not_supported') return
      valueOf(revoked)
      demandPlain(failureOf(await identity.refresh(request, context())), [request.refreshToken])
      valueOf(await identity.revoke('never-issued', context()))
    },
  ),
  contractCase('identity.end-session', 'the logout address needs no network', async (subject) => {
    await signIn(subject)
    subject.trouble('unreachable')
    const url = await subject.identity.endSessionUrl({ returnTo: 'https://app.test/', state: 's&t' }, subject.context())
    demand(url === null || new URL(url).searchParams.get('state') === 's&t', 'It is an address, or there is none')
  }),
]
