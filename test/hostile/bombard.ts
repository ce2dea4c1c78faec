import { assertNoPoisoning } from '@fast-check/poisoning'

/** What a boundary went through. */
export interface Bombarded {
  readonly boundary: string
  readonly inputs: number
  /** Inputs that it took for something. */
  readonly taken: number
  /** Milliseconds of the slowest input; printed, never asserted. */
  readonly slowest: number
}

/** What the boundary made of an input: taken, or turned away. */
export type Answer = 'taken' | 'refused'

/** Globals are compared every so many inputs: the comparison walks all of them. */
const between = 2_000

/**
 * Sends every input through a boundary. Throws with the input that came through it as an exception, that made it answer
 * nonsense, or before which everybody's prototypes were still as they had been.
 */
export async function bombard<Input>(
  boundary: string,
  inputs: readonly Input[],
  act: (input: Input) => Answer | Promise<Answer>,
): Promise<Bombarded> {
  let slowest = 0
  let taken = 0
  for (const [place, input] of inputs.entries()) {
    const began = performance.now()
    try {
      if ((await act(input)) === 'taken') taken += 1
    } catch (error) {
      throw new Error(`${boundary} let an exception through for ${shown(input)}`, { cause: error })
    }
    slowest = Math.max(slowest, performance.now() - began)
    if (Object.keys(Object.prototype).length > 0) throw new Error(`${boundary} changed a prototype for ${shown(input)}`)
    if (place % between === 0) intact(boundary)
  }
  intact(boundary)
  return { boundary, inputs: inputs.length, taken, slowest }
}

/** The test runner's own, and what Node sets up when `fetch` is first looked at. */
const notOurs = /^(__vitest|__coverage|console|process|performance)|undici/u

function intact(boundary: string): void {
  try {
    assertNoPoisoning({ ignoredRootRegex: notOurs })
  } catch (error) {
    throw new Error(`${boundary} changed what everybody shares`, { cause: error })
  }
}

function shown(input: unknown): string {
  const text = typeof input === 'string' ? JSON.stringify(input) : String(JSON.stringify(input))
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text
}
