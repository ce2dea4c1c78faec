import type { Instant } from '../../machines/time.ts'

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of time, then what `hex` (at least 19 digits, random) brings. For people who read
 * lists; order is the store's `seq`, because a clock may be wrong.
 */
export function timeOrderedId(at: Instant, hex: string): string {
  const time = Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0').slice(-12)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(3), 16) % 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
