import { isJsonObject, parseJson } from '../exchange/parse-json.ts'
import type { ItemBody, QueuedBody, QueuedRequest } from './item.ts'
import { isHeaderValue } from './request-headers.ts'

/*
 * An item may need what the server will call another one: the id of an order that was made offline, in the address of
 * its photo. Until that is known a stand-in is stored; it is replaced in the transaction that finishes the other item.
 */

/** What a server calls something. */
export type ServerId = string | number

/** Stands in variables for the id that the server will give to this item's result. */
export function referenceTo(item: string): string {
  return `authchart-ref-${item}`
}

/** Those of the items whose stand-in occurs in the request. */
export function referencesIn(request: QueuedRequest, items: readonly string[]): readonly string[] {
  const text = JSON.stringify(request)
  return items.filter((item) => text.includes(referenceTo(item)))
}

/** The server's id in its answer, where the operation doesn't say where it is. */
export function idOf(answer: unknown): unknown {
  return isJsonObject(answer) ? answer['id'] : undefined
}

/** Null for anything that would not be an id: it comes from a server and goes into addresses. */
export function asServerId(value: unknown): ServerId | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value === '' || value.length > 200) return null
  // "." and ".." would change the path they stand in; control characters, a header; half a character fits no address.
  return /^\.{1,2}$/.test(value) || /[\p{Cc}\p{Cs}]/u.test(value) ? null : value
}

/** The body with one stand-in replaced everywhere. Its key stays: no attempt was made while a stand-in was in it. */
export function resolveReference(body: ItemBody, item: string, value: ServerId): ItemBody {
  const { request, variables, references } = body
  const mark = referenceTo(item)
  // A header can't carry every character.
  const inHeader = isHeaderValue(String(value)) ? String(value) : encodeURIComponent(value)
  const plain = (text: string): string => text.replaceAll(mark, () => inHeader)
  return {
    ...body,
    references: references.filter((one) => one !== item),
    variables: parseJson(inJson(JSON.stringify(variables), mark, value))?.value ?? variables,
    request: {
      ...request,
      url: request.url.replaceAll(mark, () => encodeURIComponent(value)),
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, text]) => [name, plain(text)])),
      body: inBody(request.body, mark, value),
    },
  }
}

function inBody(body: QueuedBody, mark: string, value: ServerId): QueuedBody {
  if (body.kind === 'json') return { ...body, text: inJson(body.text, mark, value) }
  if (body.kind === 'text') return { ...body, text: body.text.replaceAll(mark, () => String(value)) }
  return body
}

/** A stand-in that is a whole value becomes the id as the server wrote it; inside a text, its characters. */
function inJson(text: string, mark: string, value: ServerId): string {
  const inside = JSON.stringify(String(value)).slice(1, -1)
  return text.replaceAll(`"${mark}"`, () => JSON.stringify(value)).replaceAll(mark, () => inside)
}
