import { edgeId } from './edge-id.ts'
import { guardOf, type GuardDescription } from './guard-words.ts'
import { words as authWords } from './meta.ts'
import type { ChartWords, EdgeWords, StateWords } from './meta/words.ts'

/** What sets a transition off. */
export type EdgeKind = 'event' | 'always' | 'done' | 'error' | 'after'

/** A transition as plain data. */
export interface EdgeDescription {
  /** Stable: source, event, guard, targets. */
  readonly id: string
  readonly source: string
  /** The event's type; `always` for an eventless transition. */
  readonly event: string
  readonly kind: EdgeKind
  readonly guard: GuardDescription | null
  readonly targets: readonly string[]
  readonly actions: readonly string[]
  readonly reenter: boolean
  /** `{}`: the event ends here on purpose and no ancestor hears it. */
  readonly forbidden: boolean
  readonly words: EdgeWords | null
}

/** A state as plain data. */
export interface NodeDescription {
  readonly id: string
  readonly key: string
  readonly path: readonly string[]
  readonly parent: string | null
  readonly type: DrawnNode['type']
  /** Ids entered by default. */
  readonly initial: readonly string[]
  /** Place in document order. */
  readonly order: number
  readonly tags: readonly string[]
  readonly entry: readonly string[]
  readonly exit: readonly string[]
  readonly invokes: readonly { readonly id: string; readonly src: string }[]
  readonly transitions: readonly EdgeDescription[]
  readonly description: string | null
  readonly words: StateWords | null
}

/** A machine as plain data: its states, its transitions and their words. */
export interface ChartDescription {
  readonly format: 1
  readonly id: string
  /** In document order, the root first. */
  readonly nodes: readonly NodeDescription[]
}

/** What is read of XState's nodes; any machine's root fits, whatever its types. */
interface DrawnNode {
  readonly id: string
  readonly key: string
  readonly path: readonly string[]
  readonly parent?: DrawnNode | undefined
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly order: number
  readonly tags: readonly string[]
  readonly entry: readonly unknown[]
  readonly exit: readonly unknown[]
  readonly description?: string | undefined
  readonly states: Readonly<Record<string, DrawnNode>>
  readonly initial: { readonly target: readonly { readonly id: string }[] | undefined }
  readonly invoke: readonly { readonly id: string; readonly src: unknown }[]
  readonly always?: readonly DrawnEdge[] | undefined
  readonly transitions: ReadonlyMap<string, readonly DrawnEdge[]>
}

interface DrawnEdge {
  readonly eventType: string
  readonly guard?: unknown
  readonly target: readonly { readonly id: string }[] | undefined
  readonly actions: readonly unknown[]
  readonly reenter: boolean
}

/** Any XState 5 machine as plain JSON, joined with the words written for its states and transitions. */
export function describe(
  machine: { readonly id: string; readonly root: DrawnNode },
  words: ChartWords = authWords,
): ChartDescription {
  return { format: 1, id: machine.id, nodes: withDescendants(machine.root).map((node) => describeNode(node, words)) }
}

function withDescendants(node: DrawnNode): readonly DrawnNode[] {
  return [node, ...Object.values(node.states).flatMap(withDescendants)].toSorted(
    (one, other) => one.order - other.order,
  )
}

function describeNode(node: DrawnNode, words: ChartWords): NodeDescription {
  return {
    id: node.id,
    key: node.key,
    path: node.path,
    parent: node.parent?.id ?? null,
    type: node.type,
    initial: initialOf(node),
    order: node.order,
    tags: node.tags,
    entry: node.entry.map(nameOf),
    exit: node.exit.map(nameOf),
    invokes: node.invoke.map(({ id, src }) => ({ id, src: typeof src === 'string' ? src : 'unnamed' })),
    transitions: describeEdges(node, words),
    description: node.description ?? null,
    words: words.states[node.id] ?? null,
  }
}

function initialOf(node: DrawnNode): readonly string[] {
  if (node.type === 'parallel') return Object.values(node.states).map(({ id }) => id)
  return node.type === 'compound' ? (node.initial.target?.map(({ id }) => id) ?? []) : []
}

function describeEdges(node: DrawnNode, words: ChartWords): readonly EdgeDescription[] {
  const taken = new Map<string, number>()
  return [...(node.always ?? []), ...[...node.transitions.values()].flat()].map((transition) => {
    const guard = guardOf(transition.guard)
    const targets = transition.target?.map(({ id }) => id) ?? []
    const event = transition.eventType === '' ? 'always' : transition.eventType
    const name = edgeId({ source: node.id, event, guard: guard?.name ?? null, targets })
    // Unnamed guards can make two names alike; the order of declaration tells them apart.
    const twin = (taken.get(name) ?? 0) + 1
    taken.set(name, twin)
    const id = twin === 1 ? name : `${name} #${twin}`
    return {
      id,
      source: node.id,
      event,
      kind: kindOf(event),
      guard,
      targets,
      actions: transition.actions.map(nameOf),
      reenter: transition.reenter,
      forbidden: targets.length === 0 && transition.actions.length === 0,
      words: words.edges[id] ?? null,
    }
  })
}

function kindOf(event: string): EdgeKind {
  if (event === 'always') return 'always'
  if (event.startsWith('xstate.done.')) return 'done'
  if (event.startsWith('xstate.error.')) return 'error'
  return event.startsWith('xstate.after.') ? 'after' : 'event'
}

function nameOf(action: unknown): string {
  if (typeof action === 'string') return action
  if (typeof action === 'object' && action !== null && 'type' in action && typeof action.type === 'string')
    return action.type
  return typeof action === 'function' && action.name !== '' ? action.name : 'unnamed'
}
