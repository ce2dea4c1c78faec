import ky from 'ky'
import { ask, type Answer } from '../../../src/exchange/ask.ts'
import type { JsonObject } from '../../../src/exchange/parse-json.ts'
import { requestHygiene } from '../../../src/exchange/request-hygiene.ts'
import type { CallContext } from '../../../src/ports/identity.ts'
import type { ErrorShape } from '../../../src/ports/provider-profile.ts'

/** Sends one request: ky's own retries, timeout and errors are off, because the core decides about all three. */
export function exchangeJson(
  address: string,
  options: {
    readonly context: CallContext
    readonly shape: ErrorShape
    readonly secrets: readonly string[]
    readonly json?: Readonly<Record<string, string>> | JsonObject
    readonly bearer?: string
  },
): Promise<Answer> {
  const { context, shape, secrets, json, bearer } = options
  const url = absolute(address)
  const send = (): Promise<Response> =>
    ky(url, {
      ...requestHygiene,
      fetch: context.fetch,
      signal: context.signal,
      method: json === undefined ? 'get' : 'post',
      headers: { accept: 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
      retry: { limit: 0 },
      timeout: false,
      throwHttpErrors: false,
      ...(json === undefined ? {} : { json }),
    })
  return ask(send, { url, context, shape, secrets })
}

function absolute(address: string): string {
  if (typeof location === 'undefined' || URL.canParse(address)) {
    return address
  }
  return new URL(address, location.origin).href
}
