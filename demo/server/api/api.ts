import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import { pathOf, type Handler } from '../http/handler.ts'
import { readObject } from '../http/read-body.ts'
import { problem, send, type Reply } from '../http/reply.ts'
import type { Account, Accounts } from '../provider/accounts.ts'
import type { Troubles } from '../world/troubles.ts'
import { actionAt } from './actions.ts'
import { invalidToken, readBearer } from './bearer.ts'
import type { Ledger } from './ledger.ts'
import type { OrderBook } from './order-book.ts'

export interface Api {
  readonly provider: Provider
  readonly accounts: Accounts
  readonly orders: OrderBook
  readonly ledger: Ledger
  readonly troubles: Troubles
  /** Ends every session of this account, on all devices. */
  readonly endSessions: (account: string) => void
}

/** The field service: read without ceremony, write under an idempotency key. */
export function handleApi(api: Api): Handler {
  const { accounts, orders, ledger, troubles } = api

  return async (request, response) => {
    const bearer = await readBearer(request, api)
    send(response, bearer.ok ? await answer(request, bearer) : bearer.reply)
  }

  async function answer(request: IncomingMessage, bearer: { account: Account; disabled: boolean }): Promise<Reply> {
    const { account } = bearer
    const path = pathOf(request)
    if (path === '/api/account-status' && request.method === 'GET') {
      return { status: 200, body: { status: bearer.disabled ? 'disabled' : 'active' } }
    }
    // To every other question a disabled account's token is dead; the reason is told by the token endpoint and above.
    if (bearer.disabled) return invalidToken().reply
    if (request.method === 'GET') return read(path, account)
    if (request.method === 'POST' && path === '/api/sign-out-everywhere') {
      api.endSessions(account.id)
      return { status: 200, body: { sessions: 0 } }
    }
    if (request.method === 'POST' || request.method === 'PUT') return write(request, account)
    const allow = 'GET, POST, PUT'
    return problem({ status: 405, code: 'method_not_allowed', title: `Only ${allow}` }, { allow })
  }

  function read(path: string, account: Account): Reply {
    switch (path) {
      case '/api/me':
        return { status: 200, body: profileOf(account) }
      case '/api/permissions':
        return { status: 200, body: { roles: account.roles, scopes: accounts.scopesOf(account.id) } }
      case '/api/orders':
        return may(account, 'orders:read') ?? { status: 200, body: { orders: orders.all() } }
      default:
        return unknownRoute()
    }
  }

  async function write(request: IncomingMessage, account: Account): Promise<Reply> {
    const action = actionAt(request, orders, account)
    if (action === undefined) return unknownRoute()
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || !/^[\w-]{16,128}$/.test(key)) {
      return problem({ status: 400, code: 'key_missing', title: 'Send an Idempotency-Key of 16 to 128 characters' })
    }
    const body = await readObject(request)
    if (!body.ok) return body.reply
    // Not remembered under the key: a permission given back must let the same request through.
    const forbidden = may(account, action.scope) ?? (action.kind === 'note' ? troubles.meet(key) : null)
    if (forbidden !== null) return forbidden
    const attempt = { key, account: account.id, method: request.method ?? '', path: pathOf(request), body: body.value }
    return ledger.once(attempt, () => action.run(body.value))
  }

  function may(account: Account, scope: string): Reply | null {
    if (accounts.scopesOf(account.id).includes(scope)) return null
    return problem({ status: 403, code: 'permission_missing', title: 'This account may not do that', scope })
  }
}

function profileOf({ id, name, email, jobTitle, organisation }: Account): Record<string, string> {
  return { id, name, email, jobTitle, organisation }
}

export function unknownRoute(): Reply {
  return problem({ status: 404, code: 'unknown_route', title: 'Nothing answers under this path' })
}
