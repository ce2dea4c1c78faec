import { systemClock } from '../../adapters/clock/system.ts'
import { pin } from '../../adapters/step-up/pin.ts'
import type { PermissionSource, Transport } from '../../src/ports/authorization.ts'
import { ask } from '../../src/exchange/ask.ts'
import { isJsonObject } from '../../src/exchange/parse-json.ts'
import { fail, succeed } from '../../src/exchange/settle.ts'
import type { StepUp } from '../../src/ports/step-up.ts'
import { fetchTransport } from '../../src/queue/transport.ts'
import type { PermissionAnswer, PermissionSubject } from '../../src/testing/contracts/permissions.contract.ts'
import type { StepUpSubject } from '../../src/testing/contracts/step-up.contract.ts'
import type { TransportSubject } from '../../src/testing/contracts/transport.contract.ts'
import { apiServer, type Behaviour } from './api-server.ts'

/** A transport against a server on loopback. */
export function transportSubject(
  make: () => Transport = () => fetchTransport({ fetch: globalThis.fetch, clock: systemClock() }),
): () => Promise<TransportSubject> {
  return async () => {
    const server = await apiServer()
    return {
      transport: make(),
      origin: server.origin,
      behave: server.behave,
      arrived: server.arrived,
      strayed: server.strayed,
      end: server.close,
    }
  }
}

/** As an app would write it, with what an adapter may use of ours. */
export function httpPermissions(url: string): PermissionSource {
  return async ({ accessToken, fetch, signal, now }) => {
    const cache = { read: async () => undefined, write: async () => {} }
    const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` }
    const { exchange, json } = await ask(() => fetch(url, { headers, signal, cache: 'no-store', redirect: 'manual' }), {
      url,
      context: { fetch, signal, now, cache },
      secrets: [accessToken],
    })
    const value = json?.value
    const [roles, scopes] = isJsonObject(value ?? null) ? [texts(value, 'roles'), texts(value, 'scopes')] : [null, null]
    return roles === null || scopes === null
      ? fail({ kind: 'exchange', exchange }, now())
      : succeed({ roles, scopes, at: now() }, now())
  }
}

function texts(value: unknown, name: string): readonly string[] | null {
  const listed: unknown = new Map(Object.entries(value ?? {})).get(name)
  return Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : null
}

export function permissionSubject(
  make: (url: string) => PermissionSource = httpPermissions,
): () => Promise<PermissionSubject> {
  return async () => {
    const server = await apiServer()
    return {
      source: make(`${server.origin}/me/permissions`),
      fetch: globalThis.fetch,
      behave: (as) => server.behave(behaviourOf(as)),
      get authorizations() {
        return server.arrived.map(({ headers }) => headers['authorization'] ?? '')
      },
      end: server.close,
    }
  }
}

function behaviourOf(answer: PermissionAnswer): Behaviour {
  switch (answer.kind) {
    case 'has':
      return { kind: 'answers', status: 200, json: { roles: answer.roles, scopes: answer.scopes } }
    case 'refused':
      return { kind: 'answers', status: 401, json: { error: 'invalid_token' } }
    case 'fails':
      return { kind: 'answers', status: 503 }
    case 'nonsense':
      return { kind: 'text', text: '{"roles":' }
    case 'breaks off':
    case 'silent':
      return { kind: answer.kind }
    default:
      return answer satisfies never
  }
}

/** As slow as a test can bear; the real derivation is tested by itself. */
const quick = async (text: string, salt: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...new TextEncoder().encode(text), ...salt])))

export function stepUpSubject(make: () => StepUp = () => pin({ deriveKey: quick })): () => Promise<StepUpSubject> {
  return async () => ({
    stepUp: make(),
    meet: async () => {},
    texts: { owner: '271828', stranger: '314159' },
    end: async () => {},
  })
}
