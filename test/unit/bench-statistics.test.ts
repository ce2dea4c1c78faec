import { describe, expect, it } from 'vitest'
import { calibrate } from '../../bench/calibrate.ts'
import { median, quantile } from '../../bench/median.ts'
import { fastestOf, ratioOf } from '../../bench/ratio.ts'
import { runRounds, type Contestant, type Samples } from '../../bench/rounds.ts'

/** A machine whose work takes as long as we say: `slowness` may depend on how much time has passed. */
function machine(slowness: (elapsed: number) => number = () => 1) {
  let elapsed = 0
  return {
    now: () => elapsed,
    work: async (milliseconds: number): Promise<void> => {
      elapsed += milliseconds * slowness(elapsed)
    },
  }
}

const growsSlower = (elapsed: number): number => 1 + elapsed / 200

describe('the median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([1_000, 1, 2, 3, 4])).toBe(3)
  })

  it('is the mean of the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  it('compares numbers as numbers', () => {
    expect(median([10, 9, 100])).toBe(10)
  })

  it('leaves its values in their order', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('refuses no values, and what is no number', () => {
    expect(() => median([])).toThrow('there are no values')
    expect(() => median([1, Number.NaN])).toThrow('not all are numbers')
    expect(() => median([1, Infinity, 2])).toThrow('not all are numbers')
  })

  it('lies between the quartiles', () => {
    const values = [1, 2, 3, 4, 5]
    expect([quantile(values, 0.25), median(values), quantile(values, 0.75)]).toEqual([2, 3, 4])
  })
})

describe('the rounds', () => {
  const turns = async (names: readonly string[], rounds: number): Promise<readonly string[]> => {
    const order: string[] = []
    const contestants = names.map((name) => ({ name, act: async () => order.push(name) }))
    await runRounds(contestants, { rounds, now: () => 0 })
    return Array.from({ length: rounds }, (_, round) =>
      order.slice(round * names.length, (round + 1) * names.length).join(''),
    )
  }

  it('give everyone one turn each', async () => {
    const rounds = await turns(['a', 'b', 'c'], 7)
    expect(rounds.map((round) => round.split('').toSorted().join(''))).toEqual(Array.from({ length: 7 }, () => 'abc'))
  })

  it('let everyone go first as often, and after each of the others', async () => {
    const rounds = await turns(['a', 'b', 'c'], 6)
    expect(rounds.map(([first = '']) => first).toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
    const neighbours = new Set(
      rounds.flatMap(([first = '', second = '', third = '']) => [first + second, second + third]),
    )
    expect([...neighbours].toSorted()).toEqual(['ab', 'ac', 'ba', 'bc', 'ca', 'cb'])
  })

  it('count what is timed per operation, and leave the preparation off the clock', async () => {
    const { now, work } = machine()
    const contestant = { name: 'a', operations: 4, prepare: () => work(1_000), act: () => work(8) }
    expect(await runRounds([contestant], { rounds: 2, now })).toEqual({ a: [2, 2] })
  })

  it('refuse two contestants of one name, whose times would be mixed', async () => {
    const twin = { name: 'a', act: async () => undefined }
    await expect(runRounds([twin, twin], { rounds: 1, now: () => 0 })).rejects.toThrow('the same name')
  })

  it('fail when a contestant fails, instead of timing its failure', async () => {
    const broken = { name: 'a', act: () => Promise.reject(new Error('no token')) }
    await expect(runRounds([broken], { rounds: 1, now: () => 0 })).rejects.toThrow('no token')
  })
})

describe('a ratio', () => {
  const pair = (work: (milliseconds: number) => Promise<void>, a: number, b: number): readonly Contestant[] => [
    { name: 'a', act: () => work(a) },
    { name: 'b', act: () => work(b) },
  ]

  it('tells a contestant that takes three times as long', async () => {
    const { now, work } = machine()
    expect(ratioOf(await runRounds(pair(work, 3, 1), { rounds: 9, now }), 'a', 'b').median).toBe(3)
  })

  it('stays near 1 between equals while the machine grows five times slower', async () => {
    const { now, work } = machine(growsSlower)
    const { median: ratio } = ratioOf(await runRounds(pair(work, 4, 4), { rounds: 40, now }), 'a', 'b')
    expect(growsSlower(now())).toBeGreaterThan(4)
    expect(ratio).toBeCloseTo(1, 1)
  })

  it('would be wrong without interleaving: the fault that the rounds are there for', async () => {
    const { now, work } = machine(growsSlower)
    const [a, b] = pair(work, 4, 4)
    const oneAfterTheOther: Samples = {
      ...(a === undefined ? {} : await runRounds([a], { rounds: 40, now })),
      ...(b === undefined ? {} : await runRounds([b], { rounds: 40, now })),
    }
    expect(ratioOf(oneAfterTheOther, 'b', 'a').median).toBeGreaterThan(1.5)
  })

  it('is not moved by the pauses of a busy machine, which would move a mean', () => {
    const a = [1, 1, 500, 1, 1, 1, 1]
    expect(ratioOf({ a, b: a.map(() => 1) }, 'a', 'b')).toEqual({ median: 1, from: 1, to: 1 })
  })

  it('is taken within each round, so that a slow round weighs like any other', () => {
    expect(ratioOf({ a: [2, 20, 200], b: [1, 10, 100] }, 'a', 'b')).toEqual({ median: 2, from: 2, to: 2 })
  })

  it('is refused for strangers, unequal rounds and a clock too coarse to see the base', () => {
    expect(() => ratioOf({ a: [1] }, 'a', 'b')).toThrow('nobody is called b')
    expect(() => ratioOf({ a: [1, 2], b: [1] }, 'a', 'b')).toThrow('different rounds')
    expect(() => ratioOf({ a: [1], b: [0] }, 'a', 'b')).toThrow('not all are numbers')
  })

  it('is taken to the fastest of the peers, by their medians', () => {
    expect(fastestOf({ own: [1, 1, 1], slow: [4, 4, 1], fast: [3, 3, 90] }, ['slow', 'fast'])).toBe('fast')
    expect(() => fastestOf({}, [])).toThrow('there are no contestants')
  })
})

describe('calibration', () => {
  it('finds a batch that takes about as long as wished', async () => {
    const { now, work } = machine()
    const count = await calibrate((calls) => work(calls * 0.001), { target: 10, now })
    expect(count * 0.001).toBeGreaterThan(9)
    expect(count * 0.001).toBeLessThan(11)
  })

  it('makes one call a batch where one is long enough', async () => {
    const { now, work } = machine()
    expect(await calibrate((calls) => work(calls * 50), { target: 10, now })).toBe(1)
  })

  it('ends where the clock stands still', async () => {
    expect(await calibrate(async () => undefined, { target: 10, now: () => 0 })).toBeGreaterThan(1_000_000)
  })
})
