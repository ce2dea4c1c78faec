import type { ChartDescription } from './describe.ts'

/**
 * Which drawing this is, as 16 hexadecimal digits: two charts with the same states, transitions, guards, actions and
 * order of declaration have the same. Words don't count. Tells results of another drawing apart; proves nothing.
 */
export function chartHash({ id, nodes }: ChartDescription): string {
  const drawn = nodes.map((node) => [
    node.id,
    node.type,
    node.initial,
    node.tags,
    node.entry,
    node.exit,
    node.invokes,
    node.transitions.map((edge) => [edge.id, edge.actions, edge.reenter, edge.forbidden]),
  ])
  const text = JSON.stringify([id, drawn])
  return fnv(text, 0x811c9dc5) + fnv(text, 0x9747b28c)
}

/** FNV-1a with 32 bits: synchronous in every runtime, unlike Web Crypto. */
function fnv(text: string, basis: number): string {
  let hash = basis
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
