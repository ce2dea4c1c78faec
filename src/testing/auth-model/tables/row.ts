import type { AuthContext } from '../../../../machines/context.ts'
import type { AuthStep } from '../auth-place.ts'
import { isWithin, pathOf, type Region } from './path.ts'

/** When a line of a table fits: in these states, on these moves, if that holds. */
interface Condition {
  /** States, each with all that is inside it; '' is the whole region. */
  readonly in: string | readonly string[]
  /** Moves, each by the beginning of its label: `refresh failed` is every way to fail. */
  readonly on: string | readonly string[]
  readonly if?: (step: AuthStep) => boolean
}

/** Where a region goes. The first line that fits decides; a move without a line leaves the region where it is. */
export interface Row extends Condition {
  readonly to: string
}

/** What a step leaves behind, field by field. */
export type Remembered = { readonly [Field in keyof AuthContext]?: unknown }

/** What the chart remembers of it. The first line that fits decides; what it doesn't name stays as it was. */
export interface Note extends Condition {
  readonly so: (step: AuthStep) => Remembered
}

/** The line of a table that fits a step; null where none does. */
export function lookUp<Line extends Condition>(
  region: Region,
  lines: readonly Line[],
): (step: AuthStep) => Line | null {
  const byWord = new Map<string, { readonly line: Line; readonly move: string }[]>()
  for (const line of lines) {
    for (const move of listed(line.on)) {
      const word = firstWordOf(move)
      byWord.set(word, [...(byWord.get(word) ?? []), { line, move }])
    }
  }
  return (step) => {
    const { label } = step.move
    const here = pathOf(step.before, region)
    const fits = byWord
      .get(firstWordOf(label))
      ?.find(
        ({ line, move }) =>
          (label === move || label.startsWith(`${move} `)) &&
          listed(line.in).some((state) => isWithin(here, state)) &&
          (line.if === undefined || line.if(step)),
      )
    return fits?.line ?? null
  }
}

function firstWordOf(label: string): string {
  const end = label.indexOf(' ')
  return end === -1 ? label : label.slice(0, end)
}

function listed(one: string | readonly string[]): readonly string[] {
  return typeof one === 'string' ? [one] : one
}
