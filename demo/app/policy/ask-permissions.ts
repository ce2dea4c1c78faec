import { carry } from '../../../src/exchange/carry.ts'
import { noResponse } from '../../../src/exchange/no-response.ts'
import { readExchange } from '../../../src/exchange/read-exchange.ts'
import type { PermissionSource } from '../../../src/ports/authorization.ts'
import type { SessionKind } from '../session-kind.ts'

/** What the field service says this person may do: asked after a sign-in, and before anything queued is sent. */
export function askPermissions(api: string, kind: SessionKind): PermissionSource {
  const url = `${api}/permissions`
  const carrier = kind === 'cookie' ? ({ carrier: 'cookie' } as const) : {}
  return async ({ accessToken, fetch, signal, now }) => {
    const { headers, credentials } = carry({ token: accessToken, ...carrier })
    const init = {
      headers: { ...headers, accept: 'application/json' },
      signal,
      redirect: 'manual',
      cache: 'no-store',
      ...credentials,
    } as const
    const response = await fetch(url, init).catch(() => null)
    const at = now()
    if (response === null) return { ok: false, at, failure: { kind: 'exchange', exchange: noResponse(signal) } }
    const { exchange, json } = await readExchange(response, { url, signal, now: at, secrets: [accessToken] })
    const told = json?.value
    return isTold(told)
      ? { ok: true, at, value: { roles: told.roles, scopes: told.scopes, at } }
      : { ok: false, at, failure: { kind: 'exchange', exchange } }
  }
}

interface Told {
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
}

function isTold(value: unknown): value is Told {
  if (typeof value !== 'object' || value === null || !('roles' in value) || !('scopes' in value)) return false
  return isTexts(value.roles) && isTexts(value.scopes)
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
