import type { ErrorShape } from '../ports/provider-profile.ts'
import { isJsonObject, type Json, type JsonObject } from './parse-json.ts'

/** Promised by the Exchange port. */
const maxText = 200
/** Entra sends one to three. */
const maxCodes = 16

/** RFC 6749 §5.2. */
export const oauthErrorShape: ErrorShape = {
  error: [['error']],
  description: [['error_description']],
  codes: [],
  contentTypes: [],
}

export interface ErrorFields {
  readonly error: string | null
  readonly errorDescription: string | null
  readonly errorCodes: readonly string[]
}

export const noErrorFields: ErrorFields = { error: null, errorDescription: null, errorCodes: [] }

/**
 * Copies what classification may look at, and nothing else: the rest of an error body may hold anything. A text that
 * repeats one of the `secrets` we sent is dropped.
 */
export function errorFields(body: JsonObject, shape: ErrorShape, secrets: readonly string[]): ErrorFields {
  const read = (path: readonly string[]): readonly string[] =>
    texts(at(body, path))
      .filter((text) => !secrets.some((secret) => secret !== '' && text.includes(secret)))
      .map((text) => text.slice(0, maxText))
  return {
    error: shape.error.flatMap(read)[0] ?? null,
    errorDescription: shape.description.flatMap(read)[0] ?? null,
    errorCodes: shape.codes.flatMap(read).slice(0, maxCodes),
  }
}

function at(body: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, name) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    body,
  )
}

function texts(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) {
    return value.slice(0, maxCodes).flatMap((member: Json) => (Array.isArray(member) ? [] : texts(member)))
  }
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}
