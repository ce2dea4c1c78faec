/** A condition as plain data, in words where there are some. */
export interface GuardDescription {
  readonly name: string
  /** The name as the rest of a sentence that begins with "if". */
  readonly words: string
}

/** Names a guard as it stands in a chart: a string, an object with a type, XState's `and`, `or`, `not`, `stateIn`, or a function. */
export function guardOf(guard: unknown): GuardDescription | null {
  if (guard === undefined || guard === null) return null
  const name = nameOf(guard)
  return { name, words: wordsOf(guard, name) }
}

function nameOf(guard: unknown): string {
  if (typeof guard === 'string') return guard
  if (typeof guard === 'object' && guard !== null && 'type' in guard && typeof guard.type === 'string')
    return guard.type
  if (typeof guard !== 'function') return 'unnamed'
  const parts = partsOf(guard)
  if (parts.length > 0) return `${guard.name}(${parts.map(nameOf).join(', ')})`
  // A function written in place is named after its property.
  return guard.name === '' || guard.name === 'guard' ? 'unnamed' : guard.name
}

function wordsOf(guard: unknown, name: string): string {
  const parts = partsOf(guard).map((part) => wordsOf(part, nameOf(part)))
  if (parts.length === 0) return name === 'unnamed' ? 'an unnamed condition holds' : spaced(name)
  return name.startsWith('not(') ? `not (${parts.join('')})` : parts.join(name.startsWith('or(') ? ' or ' : ' and ')
}

/** What XState's `and`, `or` and `not` are made of. */
function partsOf(guard: unknown): readonly unknown[] {
  return typeof guard === 'function' && 'guards' in guard && Array.isArray(guard.guards) ? guard.guards : []
}

/** `tokenIsCurrent` → `token is current`. */
function spaced(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, (_, before: string, next: string) => `${before} ${next.toLowerCase()}`)
}
