import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import type { FieldError } from './item.ts'

/** A form has fewer fields; a server that lists more lists rows. */
const most = 50
const longest = 200

/**
 * What an error says about single fields, in the shapes servers use: problem details' `errors` or `invalid-params`
 * (RFC 9457 §3, RFC 7807's example), lists of `{field, message}`, and objects from a field to its messages. Pure, total.
 */
export function fieldErrors(problem: Json): readonly FieldError[] {
  if (!isJsonObject(problem)) return []
  const list = problem['errors'] ?? problem['invalid-params'] ?? problem['violations']
  const found = Array.isArray(list)
    ? list.flatMap(entry)
    : isJsonObject(list)
      ? Object.entries(list).flatMap(named)
      : []
  return found.slice(0, most)
}

function entry(value: Json): readonly FieldError[] {
  if (!isJsonObject(value)) return []
  const field = text(value['pointer'] ?? value['field'] ?? value['name'] ?? value['path'] ?? value['propertyPath'])
  const message = text(value['detail'] ?? value['message'] ?? value['reason'] ?? value['title'])
  return field === null || message === null ? [] : [{ field, message }]
}

function named([field, value]: [string, Json]): readonly FieldError[] {
  const messages = (Array.isArray(value) ? value : [value]).map(text)
  return messages.flatMap((message) => (message === null ? [] : [{ field: field.slice(0, longest), message }]))
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : null
}
