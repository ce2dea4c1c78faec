import { edgeId } from '../../../machines/edge-id.ts'
import type { ChartEdge, ChartModel, ChartNode } from '../chart-model.ts'
import { parseModel } from '../export/parse-model.ts'

type Loose = Readonly<Record<string, unknown>>

interface Place {
  readonly config: Loose
  readonly id: string
  readonly key: string
  readonly path: readonly string[]
  readonly parent: Place | null
}

/** Reads a machine's definition, as Stately's inspectors send it, without running it; null where it is none. */
export function modelFromDefinition(text: string): ChartModel | null {
  const root = record(parsed(text))
  if (root === null) return null
  const id = typeof root['id'] === 'string' ? root['id'] : '(machine)'
  const places = within({ config: root, id, key: id, path: [], parent: null })
  const nodes = places.map((place, order) => nodeOf(place, { order, places }))
  const edges = distinct(places.flatMap((place) => edgesOf(place, places)))
  return parseModel(JSON.stringify({ version: 1, id, nodes, edges }))
}

function within(place: Place): readonly Place[] {
  const children = Object.entries(record(place.config['states']) ?? {}).map(([key, child]): Place => {
    const config = record(child) ?? {}
    const path = [...place.path, key]
    const root = rootOf(place)
    return {
      config,
      key,
      path,
      parent: place,
      id: typeof config['id'] === 'string' ? config['id'] : [root.id, ...path].join('.'),
    }
  })
  return [place, ...children.flatMap(within)]
}

function rootOf(place: Place): Place {
  return place.parent === null ? place : rootOf(place.parent)
}

interface Among {
  readonly order: number
  readonly places: readonly Place[]
}

function nodeOf(place: Place, { order, places }: Among): ChartNode {
  const { config, id, key, path, parent } = place
  const children = places.filter((child) => child.parent === place)
  const type = typeOf(config, children.length)
  const first = children.find((child) => child.key === config['initial']) ?? children[0]
  const initial = type === 'parallel' ? children.map((child) => child.id) : first === undefined ? [] : [first.id]
  return {
    id,
    key,
    path,
    parent: parent?.id ?? null,
    type,
    initial,
    order,
    tags: list(config['tags']).map(String),
    entry: list(config['entry']).map(nameOf),
    exit: list(config['exit']).map(nameOf),
    invokes: list(config['invoke']).map((one, at) => invokeOf(one, `${at}.${id}`)),
    description: typeof config['description'] === 'string' ? config['description'] : null,
    words: null,
    children: [...new Set([...initial, ...children.map((child) => child.id)])],
  }
}

function typeOf(config: Loose, children: number): ChartNode['type'] {
  const { type } = config
  if (type === 'parallel' || type === 'final' || type === 'history') return type
  return children > 0 ? 'compound' : 'atomic'
}

function invokeOf(value: unknown, fallback: string): { readonly id: string; readonly src: string } {
  const { id, src } = record(value) ?? {}
  return { id: typeof id === 'string' ? id : fallback, src: nameOf(src) }
}

function edgesOf(place: Place, places: readonly Place[]): readonly ChartEdge[] {
  const { config, id } = place
  const on = (key: 'on' | 'after', prefix: (name: string) => string): readonly ChartEdge[] =>
    Object.entries(record(config[key]) ?? {}).flatMap(([name, edges]) => edgesFor(prefix(name), edges))
  const invoked = list(config['invoke']).flatMap((one, at) => {
    const actor = invokeOf(one, `${at}.${id}`).id
    const { onDone, onError } = record(one) ?? {}
    return [...edgesFor(`xstate.done.actor.${actor}`, onDone), ...edgesFor(`xstate.error.actor.${actor}`, onError)]
  })
  return [
    ...edgesFor('always', config['always']),
    ...on('on', (name) => name),
    ...edgesFor(`xstate.done.state.${id}`, config['onDone']),
    ...invoked,
    ...on('after', (name) => `xstate.after.${name}.${id}`),
  ]

  function edgesFor(event: string, given: unknown): readonly ChartEdge[] {
    return list(given).map((one) => {
      const edge = record(one) ?? { target: one }
      const targets = list(edge['target']).flatMap((target) => targetOf(String(target), place, places) ?? [])
      const actions = list(edge['actions']).map(nameOf)
      const guard = edge['guard'] === undefined ? null : nameOf(edge['guard'])
      return {
        id: edgeId({ source: id, event, guard, targets }),
        source: id,
        event,
        kind: kindOf(event),
        guard: guard === null ? null : { name: guard, words: guard },
        targets,
        actions,
        reenter: edge['reenter'] === true,
        forbidden: targets.length === 0 && actions.length === 0,
        words: null,
      }
    })
  }
}

/** XState's ways to name a target: `#id`, `.child`, `sibling`, each with a path below it. */
function targetOf(target: string, from: Place, places: readonly Place[]): string | undefined {
  if (target.startsWith('#')) {
    const named = target.slice(1)
    const exact = places.find(({ id }) => id === named)
    if (exact !== undefined) return exact.id
    const base = places.find(({ id }) => named.startsWith(`${id}.`))
    return base === undefined ? undefined : below(base, named.slice(base.id.length + 1), places)
  }
  if (target.startsWith('.')) return below(from, target.slice(1), places)
  return below(from.parent ?? from, target, places)
}

function below(base: Place, path: string, places: readonly Place[]): string | undefined {
  const wanted = [...base.path, path].join('.')
  return places.find((place) => place !== base && place.path.join('.') === wanted)?.id
}

function kindOf(event: string): ChartEdge['kind'] {
  if (event === 'always') return 'always'
  const [, kind] = /^xstate\.(done|error|after)\./.exec(event) ?? []
  return kind === 'done' || kind === 'error' || kind === 'after' ? kind : 'event'
}

function distinct(edges: readonly ChartEdge[]): readonly ChartEdge[] {
  const taken = new Map<string, number>()
  return edges.map((edge) => {
    const twin = (taken.get(edge.id) ?? 0) + 1
    taken.set(edge.id, twin)
    return twin === 1 ? edge : { ...edge, id: `${edge.id} #${twin}` }
  })
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value
  const type = record(value)?.['type']
  return typeof type === 'string' && type !== '' ? type : 'unnamed'
}

function list(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

function record(value: unknown): Loose | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
