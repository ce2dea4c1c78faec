/** One of those that are compared. */
export interface Contestant {
  readonly name: string
  /** What is timed, once per round. */
  readonly act: () => Promise<unknown>
  /** Done before each `act`, off the clock. */
  readonly prepare?: () => Promise<unknown>
  /** How many operations one `act` holds; times are given per operation. Default 1. */
  readonly operations?: number
}

/** Milliseconds per operation, one for each round, by contestant. */
export type Samples = Readonly<Record<string, readonly number[]>>

export interface RoundOptions {
  readonly rounds: number
  readonly now: () => number
}

/**
 * Times every contestant once in every round. A machine that grows slower, or a neighbour's load, then falls on all of
 * them alike; whose turn comes first, and after whom, changes from round to round, so that nobody always pays for the
 * same neighbour's garbage.
 */
export async function runRounds(contestants: readonly Contestant[], { rounds, now }: RoundOptions): Promise<Samples> {
  const samples = new Map(contestants.map(({ name }) => [name, [] as number[]]))
  if (samples.size !== contestants.length) throw new Error('Cannot compare: two contestants have the same name')
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, act, prepare, operations = 1 } of turnsOf(contestants, round)) {
      await prepare?.()
      const started = now()
      await act()
      samples.get(name)?.push((now() - started) / operations)
    }
  }
  return Object.fromEntries(samples)
}

/** Rotated by one each round, and backwards in every second lap. */
function turnsOf(contestants: readonly Contestant[], round: number): readonly Contestant[] {
  const start = round % contestants.length
  const rotated = [...contestants.slice(start), ...contestants.slice(0, start)]
  return Math.floor(round / contestants.length) % 2 === 0 ? rotated : rotated.toReversed()
}
