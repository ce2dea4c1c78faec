import type { ChartEdge, ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { delayOf } from './delay-of.ts'

/** Something that happens, while at most one condition holds. */
export interface Happening {
  readonly event: string
  readonly holds: string | null
}

/** The innermost states a lane is in. */
export type Standing = readonly string[]

/** A chart played on paper: no context, no actions; conditions hold or don't as the reader says. */
export interface Play {
  readonly start: Standing
  happenings(at: Standing): readonly Happening[]
  next(at: Standing, happening: Happening): Standing
}

/** An eventless chain longer than this goes in circles. */
const longestChain = 32

export function play(tree: ChartTree, lane: ChartNode): Play {
  const isInLane = (id: string): boolean => tree.withAncestors(id).some((node) => node.id === lane.id)

  function enter(node: ChartNode, targets: readonly string[]): Standing {
    const children = tree.children(node.id).filter(({ type }) => type !== 'history')
    if (children.length === 0) return [node.id]
    if (node.type === 'parallel') return children.flatMap((child) => enter(child, targets))
    const towards = children.find((child) => targets.some((target) => holds(child.id, target)))
    const first = towards ?? children.find(({ id }) => node.initial.includes(id)) ?? children[0]
    return first === undefined ? [node.id] : enter(first, targets)
  }

  function holds(outer: string, inner: string): boolean {
    return tree.withAncestors(inner).some(({ id }) => id === outer)
  }

  function heard(leaf: string, { event, holds }: Happening): ChartEdge | undefined {
    for (const { id } of tree.withAncestors(leaf)) {
      const edges = tree.edgesFrom(id).filter((edge) => fits(edge, event))
      const edge = edges.find(({ guard }) => guard === null || guard.name === holds)
      if (edge !== undefined) return edge
    }
    return undefined
  }

  function take(at: Standing, edge: ChartEdge): Standing {
    const targets = edge.targets.filter(isInLane)
    if (targets.length === 0) return at
    const ends = [edge.source, ...targets]
    const domain =
      tree
        .withAncestors(edge.source)
        .find(
          (node) =>
            (node.id !== edge.source || (!edge.reenter && !targets.includes(node.id))) &&
            ends.every((id) => holds(node.id, id)),
        ) ?? lane
    const within = isInLane(domain.id) ? domain : lane
    return [...at.filter((leaf) => !holds(within.id, leaf)), ...enter(within, targets)].toSorted(byText)
  }

  function all(at: Standing, happening: Happening): Standing {
    const taken = new Set(at.flatMap((leaf) => heard(leaf, happening) ?? []))
    return [...taken].reduce(take, at)
  }

  function settled(at: Standing, holds: string | null): Standing {
    let now = at
    for (let step = 0; step < longestChain; step++) {
      const next = all(now, { event: 'always', holds })
      if (keyOf(next) === keyOf(now)) break
      now = next
    }
    return now
  }

  return {
    start: settled(enter(lane, []).toSorted(byText), null),
    happenings(at) {
      const found = new Map<string, Happening>()
      for (const edge of at.flatMap((leaf) => tree.withAncestors(leaf).flatMap(({ id }) => tree.edgesFrom(id)))) {
        const event = happeningOf(edge)
        for (const holds of new Set([null, edge.guard?.name ?? null]))
          found.set(`${event}\n${holds ?? ''}`, { event, holds })
      }
      return [...found.values()].filter(({ event, holds }) => event !== 'always' || holds !== null)
    },
    next: (at, happening) => settled(all(at, happening), happening.holds),
  }
}

export function keyOf(at: Standing): string {
  return at.join('\n')
}

/** What an edge waits for; a delay by its length, so that two versions can be compared. */
function happeningOf(edge: ChartEdge): string {
  return edge.kind === 'after' ? `after ${delayOf(edge)}` : edge.event
}

function fits(edge: ChartEdge, event: string): boolean {
  if (happeningOf(edge) === event) return true
  // Since XState 5.32 a wildcard is heard where no exact event's guard holds.
  if (edge.kind !== 'event' || event === 'always') return false
  return edge.event === '*' || (edge.event.endsWith('.*') && event.startsWith(edge.event.slice(0, -1)))
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
