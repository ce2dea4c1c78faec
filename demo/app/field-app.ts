import type { KyInstance } from 'ky'
import { kyAuth } from '../../adapters/http/ky.ts'
import type { Auth } from '../../src/auth.ts'
import { addressesOn } from '../addresses.ts'
import { apiOf, createDemoAuth } from './auth.ts'
import { fieldOperations, type FieldOperations } from './orders/operations.ts'
import { createOrderBook, type OrderBook } from './orders/order-book.ts'
import { createOrdersApi } from './orders/orders-api.ts'
import { createOrdersCache } from './orders/orders-cache.ts'
import { createDeviceClock, type DeviceClock } from './policy/device-clock.ts'
import { createPresenceSetUp, type PresenceSetUp } from './policy/set-up.ts'
import { sessionKindOf, type SessionKind } from './session-kind.ts'
import { useManyPeople, useOnePerson, type People } from './use-people.ts'
import { createNetworkSwitch, type NetworkSwitch } from './world/network-switch.ts'

/** Everything the screens are fed from; made once, outside React. */
export interface FieldApp {
  readonly kind: SessionKind
  readonly auth: Auth
  readonly book: OrderBook
  readonly network: NetworkSwitch
  readonly clock: DeviceClock
  readonly operations: FieldOperations
  readonly setUp: PresenceSetUp
  /** A hook: a cookie is one person's, tokens can be many people's. */
  readonly usePeople: () => People
}

// A person at a door waits about as long for an answer before trying something else.
const patienceMs = 8_000

export function createFieldApp(): FieldApp {
  const addresses = addressesOn(Number(location.port))
  const network = createNetworkSwitch(localStorage)
  const clock = createDeviceClock(localStorage)
  const kind = sessionKindOf(localStorage)
  const api = apiOf(kind, addresses)
  const operations = fieldOperations(api)
  const auth = createDemoAuth({ kind, addresses, network, operations: operations.all, clock })
  const http: KyInstance = kyAuth(auth, {
    baseUrl: `${api}/`,
    fetch: network.fetch,
    timeout: patienceMs,
    retry: { limit: 0 },
  })
  const book = createOrderBook({ auth, api: createOrdersApi(http), cache: createOrdersCache(), now: Date.now })
  const usePeople = kind === 'cookie' ? useOnePerson : useManyPeople
  return { kind, usePeople, auth, book, network, clock, operations, setUp: createPresenceSetUp() }
}
