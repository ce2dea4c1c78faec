import type { ChartResults } from './results.ts'

/** What tests say about a state or a way. */
export interface Painted {
  readonly kind: 'untested' | 'broken'
  readonly words: string
}

/** By id of a state or an edge; what is not in it was tested and breaks no promise. */
export type Paint = ReadonlyMap<string, Painted>

export function paintOf({ coverage, verdicts }: ChartResults): Paint {
  const never = (id: string, words: string): readonly [string, Painted] => [id, { kind: 'untested', words }]
  return new Map([
    ...coverage.states.filter(({ places }) => places === 0).map(({ id }) => never(id, 'No test gets here')),
    ...coverage.edges.filter(({ steps }) => steps === 0).map(({ id }) => never(id, 'No test takes this way')),
    ...verdicts.flatMap(({ name, holds, replay }) => {
      const last = holds ? undefined : replay.at(-1)
      // Where nothing more happens, the breach is the place.
      const ids = last?.edges.length === 0 ? last.states.slice(-1) : (last?.edges ?? [])
      return ids.map((id): readonly [string, Painted] => [id, { kind: 'broken', words: `Breaks: ${name}` }])
    }),
  ])
}
