import type { ChartDescription } from '../../machines/describe.ts'
import { words } from '../../machines/meta.ts'

/** States and transitions without words. */
export function wordlessIn(described: ChartDescription): readonly string[] {
  const nodes = described.nodes.filter(({ parent, words: own }) => parent !== null && own === null)
  const mute = described.nodes.flatMap(({ transitions }) =>
    transitions.filter((edge) => edge.words === null && !edge.forbidden),
  )
  return [...nodes, ...mute].map(({ id }) => id)
}

/** Words for what is not in the chart. */
export function orphanedIn(described: ChartDescription): readonly string[] {
  const known = new Set(described.nodes.flatMap((node) => [node.id, ...node.transitions.map(({ id }) => id)]))
  return [...Object.keys(words.states), ...Object.keys(words.edges)].filter((id) => !known.has(id))
}
