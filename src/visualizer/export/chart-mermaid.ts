import type { ChartEdge, ChartModel, ChartNode } from '../chart-model.ts'
import { chartTree, type ChartTree } from '../chart-tree.ts'
import { causeOf, titleOf } from '../plain-words.ts'

/**
 * A chart as a Mermaid state diagram. What Mermaid can't draw is flattened: regions in regions stand side by side as
 * states, an edge between the insides of two states joins the two and names its target, and what is true of all of a
 * state's inside starts at a state of its own, "from any".
 */
export function chartMermaid(model: ChartModel): string {
  const tree = chartTree(model)
  const names = new Map(model.nodes.map(({ id }, place) => [id, `s${place}`]))
  const nameOf = (id: string): string => names.get(id) ?? 's0'
  const arrows = arrowsOf(tree)

  const body = tree.root.type === 'parallel' ? stateLines(tree.root, 1) : insideOf(tree.root, 1)
  return ['stateDiagram-v2', ...body, ''].join('\n')

  function stateLines(node: ChartNode, depth: number): readonly string[] {
    const pad = '  '.repeat(depth)
    const declared = `state "${said(`${titleOf(node)} (${node.key})`)}" as ${nameOf(node.id)}`
    if (tree.children(node.id).length === 0) return [pad + declared]
    return [`${pad}${declared} {`, ...insideOf(node, depth + 1), `${pad}}`]
  }

  function insideOf(node: ChartNode, depth: number): readonly string[] {
    const pad = '  '.repeat(depth)
    const children = tree.children(node.id)
    // Mermaid breaks on regions inside regions, and on arrows out of one.
    if (node === tree.root && node.type === 'parallel') {
      return children.flatMap((child, place) => [...(place === 0 ? [] : [`${pad}--`]), ...stateLines(child, depth)])
    }
    const entered = node.type === 'parallel' ? [] : children.filter(({ id }) => node.initial.includes(id))
    const own = arrows.filter(({ within }) => within === node.id)
    const rail = own.some(({ from }) => from === node.id)
    return [
      ...children.flatMap((child) => stateLines(child, depth)),
      ...entered.map(({ id }) => `${pad}[*] --> ${nameOf(id)}`),
      ...(rail ? [`${pad}state "from any" as ${nameOf(node.id)}_any`] : []),
      ...new Set(
        own.map(({ from, to, label }) => {
          const start = from === node.id ? `${nameOf(from)}_any` : nameOf(from)
          return `${pad}${start} --> ${nameOf(to)}: ${said(label)}`
        }),
      ),
      ...children.filter(({ type }) => type === 'final').map(({ id }) => `${pad}${nameOf(id)} --> [*]`),
    ]
  }
}

interface Arrow {
  /** The state whose inside holds both ends. */
  readonly within: string
  readonly from: string
  readonly to: string
  readonly label: string
}

function arrowsOf(tree: ChartTree): readonly Arrow[] {
  const all = [tree.root, ...descendants(tree, tree.root)]
  return all.flatMap(({ id }) =>
    tree.edgesFrom(id).flatMap((edge) => edge.targets.flatMap((target) => arrowOf(tree, edge, target) ?? [])),
  )
}

function descendants(tree: ChartTree, node: ChartNode): readonly ChartNode[] {
  return tree.children(node.id).flatMap((child) => [child, ...descendants(tree, child)])
}

/** Lifts both ends to where they stand in the same state; null where that leaves nothing to draw. */
function arrowOf(tree: ChartTree, edge: ChartEdge, target: string): Arrow | null {
  const from = tree.withAncestors(edge.source).toReversed()
  const to = tree.withAncestors(target).toReversed()
  const shared = from.findLastIndex((node, place) => node.id === to[place]?.id)
  const within = from[shared]
  if (within === undefined) return null
  const source = from[shared + 1] ?? within
  const end = to[shared + 1]
  // Into a state that is around the source: it starts over from its first state.
  if (end === undefined) {
    const [first] = within.initial
    if (source === within || first === undefined) return null
    return { within: within.id, from: source.id, to: first, label: causeOf(edge) }
  }
  const key = tree.node(target)?.key ?? target
  const label = end.id === target ? causeOf(edge) : `${causeOf(edge)} → ${key}`
  return { within: within.id, from: source.id, to: end.id, label }
}

/** Text that Mermaid takes as text: what has a meaning to it is written by its number. */
function said(text: string): string {
  return text
    .replaceAll(/\p{Cs}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\p{L}\p{N} ,.()→'+\-_/]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll('--', '-#45;')
}
