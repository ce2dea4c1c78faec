import { median, quantile } from './median.ts'
import type { Samples } from './rounds.ts'

export interface Ratio {
  readonly median: number
  /** The middle half of the rounds lies between these. */
  readonly from: number
  readonly to: number
}

/** How many times `base` one contestant takes: the quotient is taken within each round, then the median over all rounds. */
export function ratioOf(samples: Samples, name: string, base: string): Ratio {
  const own = timesOf(samples, name)
  const others = timesOf(samples, base)
  if (own.length !== others.length) throw new Error(`Cannot compare ${name} with ${base}: they ran different rounds`)
  const quotients = own.map((time, round) => time / (others[round] ?? Number.NaN))
  return { median: median(quotients), from: quantile(quotients, 0.25), to: quantile(quotients, 0.75) }
}

/** The one with the lowest median. */
export function fastestOf(samples: Samples, names: readonly string[]): string {
  const [fastest] = names.toSorted((a, b) => median(timesOf(samples, a)) - median(timesOf(samples, b)))
  if (fastest === undefined) throw new Error('Cannot find the fastest: there are no contestants')
  return fastest
}

export function timesOf(samples: Samples, name: string): readonly number[] {
  const times = samples[name]
  if (times === undefined) throw new Error(`Cannot compare: nobody is called ${name}`)
  return times
}
