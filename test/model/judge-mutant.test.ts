import { createMachine } from 'xstate'
import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import type { AuthMachine } from '../../src/testing/auth-model/auth-place.ts'
import { authWorld } from '../../src/testing/auth-model/worlds.ts'
import { explore, type Graph } from '../../src/testing/explore/explore.ts'
import { feltIn } from '../../src/testing/explore/felt.ts'
import { judgeMutant } from '../../src/testing/explore/judge-mutant.ts'
import { mutantsOf } from '../../src/testing/explore/mutants.ts'

const copy = createMachine(authMachine.config, authMachine.implementations) as unknown as AuthMachine
const world = authWorld('revocation')
const graph = explore(copy, world)
const felt = feltIn(graph)
const touched = mutantsOf(copy).filter((mutant) => felt.steps(mutant).size > 0 && graph.edges.has(mutant.edge.id))
const oneIn = 40

group('the judge of mutants', () => {
  it('walks anew only what a mutant can change, and comes to what a whole exploration finds', () => {
    const chosen = touched.filter((_, index) => index % oneIn === 0)
    const differing = chosen.filter((mutant) =>
      mutant.during(() => {
        const { graph: judged } = judgeMutant({ graph, felt, safety: [] }, mutant)
        return judged === null || outlineOf(judged) !== outlineOf(explore(copy, world))
      }),
    )
    process.stdout.write(`${chosen.length} mutants judged in part and as a whole\n`)
    expect(chosen.length).toBeGreaterThan(3)
    expect(differing.map(({ edge, operator }) => `${operator}: ${edge.id}`)).toEqual([])
  })

  it('leaves the machine as it was', () => {
    for (const mutant of touched) mutant.during(() => {})
    expect(outlineOf(explore(copy, world))).toBe(outlineOf(graph))
  })

  it('is told apart from one that looks only where the shipped chart goes', () => {
    const strays = touched.some((mutant) =>
      mutant.during(() => {
        const { graph: judged } = judgeMutant({ graph, felt, safety: [] }, mutant)
        return [...(judged?.places.keys() ?? [])].some((key) => !graph.places.has(key))
      }),
    )
    expect(strays).toBe(true)
  })
})

/** Where a graph leads, whatever the order in which it was found. */
function outlineOf({ ways, edges, states }: Pick<Graph<AuthMachine>, 'ways' | 'edges' | 'states'>): string {
  const leads = [...ways].map(([key, found]) =>
    [key, ...found.map(({ label, to }) => `${label} → ${to}`).toSorted()].join('\n'),
  )
  return JSON.stringify([leads.toSorted(), [...edges].toSorted(), [...states].toSorted()])
}
