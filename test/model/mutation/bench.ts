import { createMachine } from 'xstate'
import { authMachine } from '../../../machines/auth.machine.ts'
import { describe } from '../../../machines/describe.ts'
import { ignored } from '../../../machines/ignored.ts'
import type { AuthMachine } from '../../../src/testing/auth-model/auth-place.ts'
import { leadsTo, reachable } from '../../../src/testing/auth-model/liveness.ts'
import { safety } from '../../../src/testing/auth-model/properties.ts'
import { authWorld } from '../../../src/testing/auth-model/worlds.ts'
import { check } from '../../../src/testing/explore/check.ts'
import { coverage } from '../../../src/testing/explore/coverage.ts'
import { explore, type Graph } from '../../../src/testing/explore/explore.ts'
import { feltIn } from '../../../src/testing/explore/felt.ts'
import { judgeMutant } from '../../../src/testing/explore/judge-mutant.ts'
import { mutantsOf, type Mutant } from '../../../src/testing/explore/mutants.ts'
import { cellsOf, excessOf, forgottenIn, unheardIn } from '../cells.ts'
import { orphanedIn, wordlessIn } from '../covered.ts'
import { longestLawfulChain } from '../rest.ts'

/** What became of one mutant. */
export interface Judgement {
  readonly mutant: string
  readonly operator: Mutant['operator']
  /** What of the model's behaviour it breaks: promises by name, `cells`, `coverage`. Empty: it survives. */
  readonly broken: readonly string[]
  /** Whether it reaches the same places by the same moves, in every world: nobody could tell it from the shipped chart. */
  readonly alike: boolean
  /** Whether the words of the chart no longer fit its drawing. Counts for nothing: a drawing can be redrawn with its words. */
  readonly misworded: boolean
}

export interface Bench {
  readonly mutants: readonly Mutant[]
  readonly judge: (mutant: Mutant) => Judgement
}

export const nameOf = ({ edge, operator }: Mutant): string => `${operator}: ${edge.id}`

/**
 * Explores the shipped chart once and then judges mutants of it by what `npm run test:model` asserts of the shipped one:
 * every promise about steps, the cells, the ends of actors, liveness, coverage.
 */
export function bench(): Bench {
  // The shipped drawing with the shipped guards and actions, in an object of its own that mutants may alter.
  const copy = createMachine(authMachine.config, authMachine.implementations) as unknown as AuthMachine
  const worlds = (['revocation', 'queue', 'stepUp', 'session'] as const).map((name) => {
    const graph = explore(copy, authWorld(name))
    // The queue's world has no sign-in: what it signs out stays out.
    const late = [...leadsTo, ...(name === 'queue' ? reachable.slice(0, 1) : reachable)]
    return { graph, felt: feltIn(graph), late }
  })

  const strangers = new Set<string>()

  function behaviourOf(mutant: Mutant): readonly string[] {
    const chart = describe(copy)
    const cells = cellsOf(chart, ignored)
    const drawn = [
      ...(forgottenIn(cells).length + excessOf(cells, ignored).length > 0 ? ['S11 every cell is decided'] : []),
      ...(unheardIn(chart).length > 0 ? ['S12 every end of an actor is heard'] : []),
    ]
    const damages = worlds.map(({ graph, felt }) => judgeMutant({ graph, felt, safety }, mutant))
    const stepwise = [...drawn, ...new Set(damages.flatMap(({ broken }) => [...broken]))]
    if (stepwise.length > 0) return stepwise
    const graphs = damages.flatMap(({ graph }) => (graph === null ? [] : [graph]))
    // What walks as the shipped chart does comes to the same in the end.
    const strange = worlds.flatMap(({ graph, late }, index) => {
      const walked = graphs[index]
      return walked === undefined || walksAlike(graph, walked) ? [] : [{ walked, late }]
    })
    const verdicts = strange.flatMap(({ walked, late }) => check(walked, late))
    const seen = coverage(copy, graphs)
    if (strange.length > 0) strangers.add(nameOf(mutant))
    return [
      ...new Set(verdicts.flatMap(({ name, holds }) => (holds ? [] : [name]))),
      ...(seen.untaken.length + seen.unreached.length > 0 ? ['coverage'] : []),
      ...(graphs.some(({ longestChain }) => longestChain > longestLawfulChain) ? ['L4 the longest chain'] : []),
    ]
  }

  return {
    mutants: mutantsOf(copy),
    judge: (mutant) =>
      mutant.during(() => {
        const chart = describe(copy)
        const misworded = wordlessIn(chart).length + orphanedIn(chart).length > 0
        const broken = behaviourOf(mutant)
        const alike = broken.length === 0 && !strangers.has(nameOf(mutant))
        return { mutant: nameOf(mutant), operator: mutant.operator, broken, alike, misworded }
      }),
  }
}

type Walked = Pick<Graph<AuthMachine>, 'places' | 'ways'>

function walksAlike(shipped: Walked, other: Walked): boolean {
  if (shipped === other) return true
  if (shipped.places.size !== other.places.size) return false
  return [...shipped.ways].every(([key, ways]) => {
    const leads = new Map(other.ways.get(key)?.map(({ label, to }) => [label, to]))
    return (
      leads.size === new Set(ways.map(({ label }) => label)).size &&
      ways.every(({ label, to }) => leads.get(label) === to)
    )
  })
}
