import { check } from '../../src/testing/explore/check.ts'
import { explore } from '../../src/testing/explore/explore.ts'
import { modelResults, type ModelResults } from '../../src/testing/explore/results.ts'
import { door } from './planted-charts.ts'

/** A door that has lost its lock and can be wedged. */
export const lockless = door({ state: true, guard: false })

/** The promise it breaks. */
export const staysShut = 'A locked door stays shut'

/** What a walk finds out that never knocks and never kicks. */
export function doorResults(machine: ReturnType<typeof door> = lockless): ModelResults {
  const once = () => ({ '': {} })
  const graph = explore(machine, { cases: { push: once, pull: once, wedge: once } })
  const isOpen = ({ value }: { readonly value: unknown }): boolean => value === 'OPEN'
  const verdicts = check(graph, [
    { name: staysShut, when: ({ before }) => !isOpen(before.snapshot), holds: ({ after }) => !isOpen(after.snapshot) },
    {
      name: 'Pulling shuts it',
      when: ({ before, move }) => isOpen(before.snapshot) && move.label === 'pull',
      holds: ({ after }) => !isOpen(after.snapshot),
    },
  ])
  return modelResults(machine, { graphs: [graph], verdicts })
}
