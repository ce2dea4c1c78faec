import type { ChartEdge, ChartModel, ChartNode } from '../chart-model.ts'
import { causeOf, triggerOf } from '../plain-words.ts'
import { detailsOf, type Change, type Detail } from './change.ts'
import { delayWords } from './delay-of.ts'
import { pairEdges } from './pair-edges.ts'
import { named } from './state-changes.ts'

/** What became of the transitions. */
export function edgeChanges(before: ChartModel, after: ChartModel): readonly Change[] {
  const nodes = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node]))
  return pairEdges(before, after).flatMap(({ before: old, after: now }): readonly Change[] => {
    if (old === null && now !== null)
      return [change('added', [now.id], `${from(now)} there is a new way: ${told(now)}.`)]
    if (old !== null && now === null) return [change('removed', [old.id], `${from(old)} a way is gone: ${told(old)}.`)]
    if (old === null || now === null) return []
    const details = detailsOf(readingOf(old, nodes), readingOf(now, nodes))
    if (details.length === 0) return []
    const moved = old.targets.join() !== now.targets.join()
    // A line that leads elsewhere is drawn twice: as it was and as it is.
    return [
      { ...change('changed', moved ? [old.id, now.id] : [now.id], `${from(now)} ${changed(now, details)}.`), details },
    ]
  })

  function from({ source }: ChartEdge): string {
    const node = nodes.get(source)
    return `In ${node === undefined ? source : named(node)}`
  }

  function told(edge: ChartEdge): string {
    return `${causeOf(edge)} → ${edge.targets.length === 0 ? 'stays' : targetsOf(edge, nodes)}`
  }
}

function change(kind: Change['kind'], drawn: readonly string[], sentence: string): Change {
  return { kind, what: 'edge', drawn, sentence, details: [] }
}

function changed(edge: ChartEdge, details: readonly Detail[]): string {
  const parts = details.map(({ aspect, from, to }) => {
    if (aspect === 'delay') return `waits ${to} instead of ${from}`
    if (aspect === 'guard' && to === '') return `is no longer taken only if ${from}`
    if (aspect === 'guard')
      return from === '' ? `is now taken only if ${to}` : `is taken if ${to}, instead of if ${from}`
    if (aspect === 'target') return `leads to ${to} instead of ${from}`
    return `changed its ${aspect}`
  })
  return `the way “${edge.words?.label ?? edge.event.replace(/^xstate\.after\..*/, 'after a while')}” ${parts.join(', ')}`
}

function readingOf(edge: ChartEdge, nodes: ReadonlyMap<string, ChartNode>): Readonly<Record<string, string>> {
  return {
    delay: edge.kind === 'after' ? delayWords(edge) : '',
    guard: edge.guard?.words ?? '',
    target: targetsOf(edge, nodes),
    actions: edge.actions.join(', '),
    're-entry': String(edge.reenter),
    effect: edge.forbidden ? 'ignored on purpose' : '',
    label: edge.words?.label ?? '',
    trigger: triggerOf(edge),
    reason: edge.words?.why ?? '',
  }
}

function targetsOf({ targets }: ChartEdge, nodes: ReadonlyMap<string, ChartNode>): string {
  return targets.map((id) => named(nodes.get(id) ?? missing(id))).join(' and ')
}

function missing(id: string): ChartNode {
  return {
    id,
    key: id,
    path: [],
    parent: null,
    type: 'atomic',
    initial: [],
    order: 0,
    tags: [],
    entry: [],
    exit: [],
    invokes: [],
    description: null,
    words: null,
    children: [],
  }
}
