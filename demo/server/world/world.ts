import type { Ledger, LedgerEntry } from '../api/ledger.ts'
import type { Order } from '../api/order.ts'
import type { OrderBook } from '../api/order-book.ts'
import type { Account, Accounts } from '../provider/accounts.ts'
import type { RowStore } from '../provider/row-store.ts'
import type { AnswerMode } from './answer-mode.ts'
import type { WorldCommand } from './command.ts'
import type { Counters } from './counters.ts'
import type { NoteAnswer, Troubles } from './troubles.ts'

export interface WorldReport {
  readonly provider: AnswerMode
  readonly api: AnswerMode
  readonly notes: NoteAnswer
  readonly accounts: readonly {
    readonly email: string
    readonly name: string
    readonly status: 'active' | 'disabled'
    readonly scopes: readonly string[]
  }[]
  readonly counters: Counters & { readonly apiEffects: number }
}

/** Everything outside the app that a test or a visitor can change and look at. */
export interface World {
  /** Throws `UnknownInWorld` when the command names an account or order that isn't there; then nothing has happened. */
  apply(command: WorldCommand): WorldReport
  report(): WorldReport
  ledger(): readonly LedgerEntry[]
  orders(): readonly Order[]
}

export interface WorldParts {
  readonly accounts: Accounts
  readonly rows: RowStore
  readonly orders: OrderBook
  readonly ledger: Ledger
  readonly troubles: Troubles
  readonly counters: () => Counters
}

export class UnknownInWorld extends Error {
  override readonly name = 'UnknownInWorld'
  readonly member: keyof WorldCommand
  constructor(member: keyof WorldCommand) {
    super('Cannot change the world: it has no such account or order')
    this.member = member
  }
}

const colleague = 'Jonas Lindqvist'

export function createWorld({ accounts, rows, orders, ledger, troubles, counters }: WorldParts): World {
  let provider: AnswerMode = 'up'
  let api: AnswerMode = 'up'
  return { apply, report, ledger: () => ledger.entries(), orders: () => orders.all() }

  function apply(command: WorldCommand): WorldReport {
    const revoked = accountNamed('revokeSessions', command.revokeSessions)
    const forgotten = accountNamed('endSignIns', command.endSignIns)
    const disabled = accountNamed('disable', command.disable)
    const enabled = accountNamed('enable', command.enable)
    const permitted = accountNamed('permissions', command.permissions?.account)
    const finished = orderNamed('completeElsewhere', command.completeElsewhere)
    const found = orderNamed('findElsewhere', command.findElsewhere)

    provider = command.provider ?? provider
    api = command.api ?? api
    if (revoked) rows.endSessions(revoked.id)
    if (forgotten) rows.endSignIns(forgotten.id)
    if (disabled) {
      // Its grants stay, as at most providers: an account switched on again goes on where it was.
      accounts.setDisabled(disabled.id, true)
      rows.endSignIns(disabled.id)
    }
    if (enabled) accounts.setDisabled(enabled.id, false)
    if (command.expire) rows.expire(command.expire === 'access_tokens' ? 'AccessToken' : 'RefreshToken')
    if (permitted && command.permissions) accounts.setScopes(permitted.id, command.permissions.scopes)
    if (command.notes) troubles.set(command.notes)
    if (finished) orders.complete(finished.id, colleague)
    if (found) {
      const { text, version } = found.finding
      const more = `${text} Checked again from the van: it comes back after ten minutes.`.trim()
      orders.saveFinding(found.id, { text: more, base: version, by: colleague })
    }
    return report()
  }

  function accountNamed(member: keyof WorldCommand, email: string | undefined): Account | undefined {
    if (email === undefined) return undefined
    const account = accounts.byEmail(email)
    if (account === undefined) throw new UnknownInWorld(member)
    return account
  }

  function orderNamed(member: keyof WorldCommand, id: string | undefined): Order | undefined {
    if (id === undefined) return undefined
    const order = orders.all().find((one) => one.id === id)
    if (order === undefined) throw new UnknownInWorld(member)
    return order
  }

  function report(): WorldReport {
    return {
      provider,
      api,
      notes: troubles.notes,
      accounts: accounts.all().map(({ id, email, name }) => ({
        email,
        name,
        status: accounts.isDisabled(id) ? 'disabled' : 'active',
        scopes: accounts.scopesOf(id),
      })),
      counters: { ...counters(), apiEffects: ledger.entries().reduce((sum, { effects }) => sum + effects, 0) },
    }
  }
}
