import type { AuthEvents } from '../../src/auth.ts'

const events = {
  'offline.entered': true,
  'offline.exited': true,
  'session.started': true,
  'session.refreshed': true,
  'session.ended': true,
  'signOut.delivered': true,
  'signOut.returned': true,
  'persistence.changed': true,
  'record.corrupted': true,
  'clock.rolledBack': true,
  'stepUp.suspected': true,
  warning: true,
  'developer.problem': true,
} as const satisfies Record<keyof AuthEvents, true>

export const everyEvent = Object.keys(events) as readonly (keyof AuthEvents)[]

/** Everything that can be read off a value: own properties of any kind, of errors too, through maps and sets. */
export function spell(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value === 'string') return value
  if (typeof value === 'function') return value.name
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  const parts: string[] = []
  if (value instanceof Map || value instanceof Set) for (const entry of value) parts.push(spell(entry, seen))
  for (const name of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, name)
    parts.push(String(name), spell(property?.value, seen))
  }
  return parts.join(' ')
}
