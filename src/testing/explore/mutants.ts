import type { AnyStateMachine, AnyTransitionDefinition } from 'xstate'
import { drawnEdges, type DrawnEdge } from './drawn-edges.ts'

export type MutationOperator = 'drop' | 'unguard' | 'retarget' | 'forget actions'

/** One fault in one declared transition of a machine, drawn while a piece of work runs. */
export interface Mutant {
  readonly edge: DrawnEdge
  readonly operator: MutationOperator
  readonly during: <Result>(work: () => Result) => Result
}

/**
 * Every operator on every declared transition. They alter the machine they are given: make it a copy of its own
 * (`createMachine(machine.config, machine.implementations)`) and explore that.
 */
export function mutantsOf(machine: AnyStateMachine): readonly Mutant[] {
  const edges = drawnEdges(machine)
  return edges.flatMap((edge) => {
    const { transition } = edge
    const other = edges.find(
      ({ source, transition: { target } }) =>
        source === edge.source && target !== undefined && target[0] !== transition.target?.[0],
    )
    const faults: readonly (readonly [MutationOperator, Mutant['during'], boolean])[] = [
      ['drop', dropped(transition), true],
      ['unguard', altered(transition, { guard: undefined }), edge.guard !== null],
      // To where another transition of the same state leads; where there is none, nowhere.
      ['retarget', altered(transition, { target: other?.transition.target }), transition.target !== undefined],
      ['forget actions', altered(transition, { actions: [] }), transition.actions.length > 0],
    ]
    return faults.flatMap(([operator, during, applies]) => (applies ? [{ edge, operator, during }] : []))
  })
}

/** Gone from the drawing, and (where the machine has made its own list of transitions already) never taken. */
function dropped(transition: AnyTransitionDefinition): Mutant['during'] {
  const never = altered(transition, { guard: () => false })
  return (work) => {
    const { always, transitions } = transition.source
    const list = [always ?? [], ...transitions.values()].find((some) => some.includes(transition)) ?? []
    const index = list.indexOf(transition)
    list.splice(index, 1)
    try {
      return never(work)
    } finally {
      list.splice(index, 0, transition)
    }
  }
}

function altered(transition: object, fault: object): Mutant['during'] {
  return (work) => {
    const known = { ...transition }
    Object.assign(transition, fault)
    try {
      return work()
    } finally {
      Object.assign(transition, known)
    }
  }
}
