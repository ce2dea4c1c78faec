import { duration, type Duration } from '../../../machines/time.ts'

/** Milliseconds, or text as people say it: `'250ms'`, `'61s'`, `'5m'`, `'2h'`, `'7d'`. */
export type Span = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

export function span(text: Span): Duration {
  if (typeof text === 'number') return duration(text)
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []
  const factor = units[unit]
  if (count === undefined || factor === undefined) throw new TypeError(`Cannot read a span: ${text}`)
  return duration(Number(count) * factor)
}
