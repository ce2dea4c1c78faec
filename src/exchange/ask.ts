import type { Instant } from '../../machines/time.ts'
import type { Exchange } from '../ports/exchange.ts'
import type { CallContext } from '../ports/identity.ts'
import type { ErrorShape } from '../ports/provider-profile.ts'
import { noResponse } from './no-response.ts'
import type { Json } from './parse-json.ts'
import { readExchange } from './read-exchange.ts'

/** What came of one request. Only `exchange` may leave the adapter. */
export interface Answer {
  readonly exchange: Exchange
  /** The parsed JSON of a 2xx, wrapped; null otherwise. */
  readonly json: { readonly value: Json } | null
  /** For its headers; the body has been read. */
  readonly response: Response | null
  readonly sentAt: Instant
  readonly receivedAt: Instant
}

/** Sends one request and reads its answer once. `send` does nothing but the request, so that whatever it throws is the network's. */
export async function ask(
  send: () => Promise<Response>,
  options: {
    readonly url: string
    readonly context: CallContext
    readonly shape?: ErrorShape
    readonly secrets?: readonly string[]
  },
): Promise<Answer> {
  const { context, ...reading } = options
  const sentAt = context.now()
  const response = await arrival(send, context.signal)
  const receivedAt = context.now()
  if (response === null) {
    return { exchange: noResponse(context.signal), json: null, response: null, sentAt, receivedAt }
  }
  const read = await readExchange(response, { ...reading, signal: context.signal, now: receivedAt })
  return { ...read, response, sentAt, receivedAt }
}

/** Ends with the signal, also where a fetch (or a test's) forgets to listen to it. */
async function arrival(send: () => Promise<Response>, signal: AbortSignal): Promise<Response | null> {
  if (signal.aborted) {
    return null
  }
  let end = (): void => undefined
  const stopped = new Promise<null>((resolve) => {
    end = () => resolve(null)
  })
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([send(), stopped])
  } catch {
    return null
  } finally {
    signal.removeEventListener('abort', end)
  }
}
