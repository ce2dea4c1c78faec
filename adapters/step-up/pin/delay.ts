import { duration, type Duration } from '../../../machines/time.ts'

/** Wrong answers that cost nothing: people mistype. */
const free = 4
/** Doubled by each further one: 30 s, 1 min, 2 min, 4 min, 8 min. */
const first = 30_000

/** How long to wait after so many wrong answers in a row. */
export function delayAfter(attempts: number): Duration {
  return duration(attempts <= free ? 0 : first * 2 ** (attempts - free - 1))
}
