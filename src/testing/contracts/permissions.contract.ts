import type { PermissionSource } from '../../ports/authorization.ts'
import { instant } from '../../../machines/time.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { answered, demand, demandEqual, failureOf, valueOf } from './demand.ts'

/** What the server says about the person from now on; `refused`: the token is not good any more. */
export type PermissionAnswer =
  | { readonly kind: 'has'; readonly roles: readonly string[]; readonly scopes: readonly string[] }
  | { readonly kind: 'refused' | 'nonsense' | 'fails' | 'breaks off' | 'silent' }

/** A permission source in its surroundings, for `permissionsContract`. */
export interface PermissionSubject extends Subject {
  readonly source: PermissionSource
  /** The way to the server, as createAuth lends it. */
  readonly fetch: typeof globalThis.fetch
  behave(as: PermissionAnswer): void
  /** Authorization headers that arrived, in order. */
  readonly authorizations: readonly string[]
}

const token = 'a-token-of-the-contract'
const moment = instant(1_800_000_000_000)

const ask = ({ source, fetch }: PermissionSubject, signal = new AbortController().signal) =>
  answered(() => source({ accessToken: token, fetch, signal, now: () => moment }))

/** What PermissionSource promises. */
export const permissionsContract: readonly ContractCase<PermissionSubject>[] = [
  contractCase('permissions.answer', 'roles and scopes are those of now', async (subject) => {
    subject.behave({ kind: 'has', roles: ['supervisor'], scopes: ['orders:read', 'orders:write'] })
    const { roles, scopes, at } = valueOf(await ask(subject))
    demandEqual([roles.toSorted(), scopes.toSorted()], [['supervisor'], ['orders:read', 'orders:write']], 'The answer')
    demandEqual(at, moment, 'The moment')
  }),
  contractCase('permissions.fresh', 'a right that is gone is gone at the next question', async (subject) => {
    subject.behave({ kind: 'has', roles: ['supervisor'], scopes: ['orders:write'] })
    await ask(subject)
    subject.behave({ kind: 'has', roles: [], scopes: [] })
    const { roles, scopes } = valueOf(await ask(subject))
    demandEqual([roles, scopes], [[], []], 'The second answer')
  }),
  contractCase('permissions.token', 'the question is asked with the token, once', async (subject) => {
    subject.behave({ kind: 'has', roles: [], scopes: [] })
    await ask(subject)
    demandEqual(subject.authorizations, [`Bearer ${token}`], 'What arrived')
  }),
  contractCase('permissions.refused', 'a token that is not good any more is told as a 401', async (subject) => {
    subject.behave({ kind: 'refused' })
    const failure = failureOf(await ask(subject))
    demand(failure.kind === 'exchange' && failure.exchange.kind === 'response', 'An exchange with an answer')
    demandEqual(failure.exchange.status, 401, 'The status')
  }),
  contractCase('permissions.nonsense', 'an answer that can not be read takes no right away', async (subject) => {
    subject.behave({ kind: 'nonsense' })
    failureOf(await ask(subject))
  }),
  contractCase('permissions.fails', 'a server that fails takes no right away', async (subject) => {
    subject.behave({ kind: 'fails' })
    const failure = failureOf(await ask(subject))
    demand(failure.kind === 'exchange' && failure.exchange.kind === 'response', 'An exchange with an answer')
    demand(failure.exchange.status >= 500, 'The status')
  }),
  contractCase('permissions.silence', 'no answer is a failure, and no rejection', async (subject) => {
    subject.behave({ kind: 'breaks off' })
    const wanted = { kind: 'exchange', exchange: { kind: 'no_response', cause: 'network' } }
    demandEqual(failureOf(await ask(subject)), wanted, 'The failure')
  }),
  contractCase('permissions.signal', 'a question ends with its signal', async (subject) => {
    subject.behave({ kind: 'silent' })
    const ending = new AbortController()
    const asking = ask(subject, ending.signal)
    ending.abort()
    const wanted = { kind: 'exchange', exchange: { kind: 'no_response', cause: 'aborted' } }
    demandEqual(failureOf(await asking), wanted, 'The failure')
  }),
]
