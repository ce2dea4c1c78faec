import type { Judgement } from './bench.ts'

/** The matrix of operators and what their mutants die by, as it is recorded. */
export interface Matrix {
  readonly mutants: number
  readonly killed: number
  readonly operators: Readonly<Record<string, Row>>
  /** How many mutants each promise kills, and one of them. A mutant may be killed by several. */
  readonly promises: Readonly<Record<string, Killing>>
  readonly survivors: readonly string[]
  /** Of the survivors, how many reach the same places by the same moves as the shipped chart. */
  readonly alike: number
}

interface Row {
  readonly mutants: number
  readonly killed: number
  /** Of the survivors, how many at least leave words that don't fit the drawing. */
  readonly misworded: number
}

interface Killing {
  readonly kills: number
  /** Mutants that nothing else kills. */
  readonly alone: number
  readonly example: string
}

export function matrixOf(judged: readonly Judgement[]): Matrix {
  const survivors = judged.filter(isAlive)
  const operators = [...new Set(judged.map(({ operator }) => operator))]
  const promises = [...new Set(judged.flatMap(({ broken }) => broken))].toSorted((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  )
  return {
    mutants: judged.length,
    killed: judged.length - survivors.length,
    operators: Object.fromEntries(operators.map((operator) => [operator, rowOf(judged, operator)])),
    promises: Object.fromEntries(promises.map((name) => [name, killingOf(judged, name)])),
    survivors: survivors.map(({ mutant }) => mutant),
    alike: survivors.filter(({ alike }) => alike).length,
  }
}

/** The matrix as a table to print. */
export function tableOf({ operators, promises, mutants, killed, alike }: Matrix): string {
  const rows = Object.entries(operators).map(
    ([operator, row]) => `${operator.padEnd(16)}${row.mutants} mutants, ${row.killed} killed`,
  )
  const kills = Object.entries(promises).map(
    ([name, killing]) => `${String(killing.kills).padStart(5)} (${killing.alone} alone)  ${name}`,
  )
  return [
    ...rows,
    `${mutants} mutants, ${killed} killed, ${mutants - killed} survive, ${alike} of them walk as the shipped chart does`,
    ...kills,
  ].join('\n')
}

const isAlive = ({ broken }: Judgement): boolean => broken.length === 0

function rowOf(judged: readonly Judgement[], operator: string): Row {
  const own = judged.filter((one) => one.operator === operator)
  const alive = own.filter(isAlive)
  const misworded = alive.filter((one) => one.misworded).length
  return { mutants: own.length, killed: own.length - alive.length, misworded }
}

function killingOf(judged: readonly Judgement[], name: string): Killing {
  const killed = judged.filter(({ broken }) => broken.includes(name))
  const alone = killed.filter(({ broken }) => broken.length === 1)
  return { kills: killed.length, alone: alone.length, example: (alone[0] ?? killed[0])?.mutant ?? '' }
}
