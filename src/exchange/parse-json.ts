/** JSON from outside, with objects that have no prototype. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

/** Far deeper than any answer of a token endpoint or API we read. */
const maxDepth = 32

/**
 * Parses foreign text without trusting it: nesting is capped before anything is built, `__proto__` as a name is
 * refused, objects have no prototype. Null is an answer too, so the result is wrapped. Never throws.
 */
export function parseJson(text: string): { readonly value: Json } | null {
  if (depth(text) > maxDepth) {
    return null
  }
  try {
    return { value: detach(JSON.parse(text) as Json) }
  } catch {
    return null
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Counts brackets outside strings, so that the parser never sees a tower. */
function depth(text: string): number {
  let level = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (quoted) {
      if (character === '\\') {
        index += 1
      } else if (character === '"') {
        quoted = false
      }
    } else if (character === '"') {
      quoted = true
    } else if (character === '[' || character === '{') {
      level += 1
      deepest = Math.max(deepest, level)
    } else if (character === ']' || character === '}') {
      level -= 1
    }
  }
  return deepest
}

function detach(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(detach)
  }
  if (!isJsonObject(value)) {
    return value
  }
  const copy = Object.create(null) as Record<string, Json>
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') {
      throw new SyntaxError('Cannot parse: the name is reserved')
    }
    copy[name] = detach(member)
  }
  return copy
}
