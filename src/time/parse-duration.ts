import { duration, type Duration } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Reads `'30s'`, `'5m'`, `'12h'`, `'7d'`, or a count of milliseconds. Throws `invalid_duration` for anything else. */
export function parseDuration(value: unknown, option: string): Duration {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return duration(value)
  if (typeof value === 'string' && value.length <= 20) {
    const found = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value)
    const count = Number(found?.[1])
    const unit = found?.[2]
    if (unit !== undefined && unit in units && Number.isFinite(count))
      return duration(count * units[unit as keyof typeof units])
  }
  throw new AuthError('invalid_duration', {
    option,
    expected: "a number of milliseconds, or text such as '30s', '5m', '12h', '7d'",
  })
}
