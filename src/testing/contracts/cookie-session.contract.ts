import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import { identityContract } from './identity.contract.ts'
import { refreshOf, signIn, type IdentitySubject } from './identity-subject.ts'

/** A server that keeps the session, and one browser with one cookie of it. Session checks count as token requests. */
export interface CookieSessionSubject extends IdentitySubject {
  /** Somebody else signs in with the same browser. */
  swapUser(): Promise<void>
  /** The same person signs in once more with the same browser: another session. */
  renewSession(): Promise<void>
  /** Of every request that arrived. */
  readonly seen: readonly { readonly method: string; readonly headers: Readonly<Record<string, unknown>> }[]
}

/** What holds for every identity, whoever keeps its tokens. */
const shared: ReadonlySet<string> = new Set([
  'identity.sign-in.ways',
  'identity.sign-in.unreachable',
  'identity.callback.foreign',
  'identity.callback.state',
  'identity.refresh.refused',
  'identity.refresh.unreachable',
  'identity.refresh.503',
  'identity.refresh.429',
  'identity.refresh.html',
  'identity.refresh.redirect',
  'identity.refresh.malformed',
  'identity.refresh.truncated',
  'identity.refresh.wait',
  'identity.refresh.lost',
  'identity.refresh.deadline',
  'identity.user.own',
  'identity.user.other',
  'identity.end-session',
])

/** What every IdentityProvider of kind `cookie` promises. */
export const cookieSessionContract: readonly ContractCase<CookieSessionSubject>[] = [
  ...identityContract.filter(({ id }) => shared.has(id)),
  contractCase('cookie.check', 'a refresh is one check that names the session and whose it is', async (subject) => {
    const { identity } = subject
    demandEqual([identity.kind, identity.rotation.rotates], ['cookie', false], 'It says what it is')
    const grant = await signIn(subject)
    const before = subject.tokenRequests()
    const context = subject.context()
    const fresh = valueOf(await identity.refresh(refreshOf(grant), context))
    demandEqual(subject.tokenRequests() - before, 1, 'One check arrives')
    demandEqual(fresh.subject, grant.subject, 'It is the same person’s')
    demandEqual(
      [fresh.accessToken, fresh.refreshToken],
      [grant.accessToken, grant.refreshToken],
      'And the same session',
    )
    demand(fresh.accessTokenExpiresAt > context.now(), 'It says when to ask again')
  }),
  contractCase('cookie.check.renewed', 'another session of the same person is taken', async (subject) => {
    const grant = await signIn(subject)
    await subject.renewSession()
    const fresh = valueOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
    demandEqual(fresh.subject, grant.subject, 'It is the same person’s')
    demand(fresh.accessToken !== grant.accessToken, 'It has another name')
  }),
  contractCase('cookie.check.other', 'a cookie that is somebody else’s by now is a mismatch', async (subject) => {
    const grant = await signIn(subject)
    await subject.swapUser()
    const failure = failureOf(await subject.identity.refresh(refreshOf(grant), subject.context()))
    demandEqual(failure, { kind: 'identity_mismatch' }, 'It is not taken')
  }),
  contractCase('cookie.logout', 'a logout ends the session it names, also twice', async (subject) => {
    const { identity, context } = subject
    const grant = await signIn(subject)
    valueOf(await identity.revoke(grant.accessToken, context()))
    failureOf(await identity.refresh(refreshOf(grant), context()))
    valueOf(await identity.revoke(grant.accessToken, context()))
  }),
  contractCase('cookie.logout.other', 'a late logout leaves somebody else’s session alone', async (subject) => {
    const { identity, context } = subject
    const grant = await signIn(subject)
    await subject.swapUser()
    valueOf(await identity.revoke(grant.accessToken, context()))
    const failure = failureOf(await identity.refresh(refreshOf(grant), context()))
    demandEqual(failure, { kind: 'identity_mismatch' }, 'It is there, and not ours')
  }),
  contractCase('cookie.header', 'every request carries a header that no foreign page can send', async (subject) => {
    const { identity, context, seen } = subject
    const grant = await signIn(subject)
    const from = seen.length
    valueOf(await identity.refresh(refreshOf(grant), context()))
    valueOf(await identity.fetchUser(grant.accessToken, grant.subject, context()))
    valueOf(await identity.revoke(grant.accessToken, context()))
    const bare = seen.slice(from).filter(({ headers }) => headers['expected-session'] === undefined)
    demandEqual([seen.length - from, bare.length], [3, 0], 'Three requests arrive, each with it')
    demandEqual(seen.at(-1)?.headers['expected-session'], grant.accessToken, 'The logout names its session')
  }),
]
