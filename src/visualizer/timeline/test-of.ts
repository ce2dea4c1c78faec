import type { AnyEventObject, StateValue } from 'xstate'
import { stateValueOf, type ChartTree } from '../chart-tree.ts'
import type { Step } from '../watch-actor.ts'

/** What only a copy of the machine can tell: a recording of a running session holds no payload. */
export interface Told {
  readonly input: unknown
  /** What the machine was told in each step, in order. */
  readonly events: readonly AnyEventObject[]
}

/** What happened as a test of the pure machine: each event, and where every region stands after it. */
export function testOf(tree: ChartTree, steps: readonly Step[], told: Told | null): string {
  const last = steps.at(-1)
  const title = last === undefined ? 'starts' : `ends in ${wordsOf(stateValueOf(tree, last.after))}`
  const input = told?.input === undefined ? '' : `, ${JSON.stringify(told.input)}`
  return [
    `import { initialTransition, transition } from 'xstate'`,
    `import { expect, it } from 'vitest'`,
    `import { machine } from './machine.ts'`,
    '',
    ...(told === null ? ['// Recorded from a running session, so without payloads: fill in what it was told.'] : []),
    `it(${JSON.stringify(title)}, () => {`,
    `  let [state] = initialTransition(machine${input})`,
    ...steps.flatMap((step, place) => [
      `  state = transition(machine, state, ${JSON.stringify(told?.events[place] ?? { type: step.event, at: step.at })})[0]`,
      `  expect(state.value).toEqual(${JSON.stringify(stateValueOf(tree, step.after))})`,
    ]),
    '})',
    '',
  ].join('\n')
}

function wordsOf(value: StateValue): string {
  if (typeof value === 'string') return value
  return Object.entries(value)
    .map(([key, inner]) => (inner === undefined || wordsOf(inner) === '' ? key : `${key}.${wordsOf(inner)}`))
    .join(', ')
}
