import type { ChartDescription, EdgeDescription, NodeDescription } from '../../machines/describe.ts'

/** A machine's drawing as XState would be handed it, for tools that read definitions. No function, no input, no value. */
export interface Definition {
  readonly id: string
  readonly key?: string
  readonly type?: NodeDescription['type']
  readonly initial?: string
  readonly states?: Readonly<Record<string, Definition>>
  readonly on?: Readonly<Record<string, readonly DefinedEdge[]>>
  readonly after?: Readonly<Record<string, readonly DefinedEdge[]>>
  readonly always?: readonly DefinedEdge[]
  readonly invoke?: readonly { readonly id: string; readonly src: string }[]
}

export interface DefinedEdge {
  readonly target?: readonly string[]
  readonly guard?: string
  readonly reenter?: boolean
}

export function definitionOf({ nodes }: ChartDescription): Definition {
  const [root] = nodes
  return root === undefined ? { id: 'unlisted' } : defined(root)

  function defined(node: NodeDescription): Definition {
    const children = nodes.filter(({ parent }) => parent === node.id)
    const first = children.find(({ id }) => node.type === 'compound' && node.initial.includes(id))
    const edges = (kinds: readonly EdgeDescription['kind'][]): readonly EdgeDescription[] =>
      node.transitions.filter(({ kind }) => kinds.includes(kind))
    const always = edges(['always']).map(edgeOf)
    return {
      id: node.id,
      key: node.key,
      type: node.type,
      ...(first === undefined ? {} : { initial: first.key }),
      ...(children.length === 0
        ? {}
        : { states: Object.fromEntries(children.map((child) => [child.key, defined(child)])) }),
      on: grouped(edges(['event', 'done', 'error']), ({ event }) => event),
      after: grouped(edges(['after']), ({ event, source }) => event.slice('xstate.after.'.length, -source.length - 1)),
      ...(always.length === 0 ? {} : { always }),
      invoke: node.invokes,
    }
  }
}

function grouped(
  edges: readonly EdgeDescription[],
  nameOf: (edge: EdgeDescription) => string,
): Readonly<Record<string, readonly DefinedEdge[]>> {
  const groups = new Map<string, readonly DefinedEdge[]>()
  for (const edge of edges) groups.set(nameOf(edge), [...(groups.get(nameOf(edge)) ?? []), edgeOf(edge)])
  return Object.fromEntries(groups)
}

function edgeOf({ targets, guard, reenter }: EdgeDescription): DefinedEdge {
  return {
    ...(targets.length === 0 ? {} : { target: targets.map((id) => `#${id}`) }),
    ...(guard === null ? {} : { guard: guard.name }),
    ...(reenter ? { reenter } : {}),
  }
}
