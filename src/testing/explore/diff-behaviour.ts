import type { AnyStateMachine } from 'xstate'
import type { Graph } from './explore.ts'
import type { Place } from './place.ts'

/** A shortest sequence of moves after which two machines stand differently, or of which one of them takes no last step. */
export interface BehaviourDifference {
  readonly trace: readonly string[]
  readonly left: string | null
  readonly right: string | null
}

interface DiffOptions {
  /** What counts as standing somewhere. Default: the states. */
  readonly face?: (place: Place<AnyStateMachine>) => string
  /** At most this many differences; the shortest come first. Default 10. */
  readonly limit?: number
}

/** Plays the same moves to two machines and tells where they part. Empty where nobody could tell them apart. */
export function diffBehaviour(
  left: Graph<AnyStateMachine>,
  right: Graph<AnyStateMachine>,
  { face = ({ snapshot }) => JSON.stringify(snapshot.value), limit = 10 }: DiffOptions = {},
): readonly BehaviourDifference[] {
  const found: BehaviourDifference[] = []
  const seen = new Set<string>()
  const faceOf = (graph: Graph<AnyStateMachine>, key: string | undefined): string | null => {
    const place = key === undefined ? undefined : graph.places.get(key)
    return place === undefined ? null : face(place)
  }
  const pairs = left.starts.map((key, index) => ({ left: key, right: right.starts[index] ?? '', trace: ['start'] }))
  for (const pair of pairs) {
    if (found.length >= limit) break
    const name = `${pair.left}\n${pair.right}`
    if (seen.has(name)) continue
    seen.add(name)
    const faces = { left: faceOf(left, pair.left), right: faceOf(right, pair.right) }
    if (faces.left !== faces.right) {
      found.push({ trace: pair.trace, ...faces })
      continue
    }
    const [ours, theirs] = [onward(left, pair.left), onward(right, pair.right)]
    for (const label of new Set([...ours.keys(), ...theirs.keys()])) {
      const trace = [...pair.trace, label]
      const [to, other] = [ours.get(label), theirs.get(label)]
      if (to !== undefined && other !== undefined) pairs.push({ left: to, right: other, trace })
      else found.push({ trace, left: faceOf(left, to), right: faceOf(right, other) })
    }
  }
  return found.slice(0, limit)
}

function onward(graph: Graph<AnyStateMachine>, key: string): ReadonlyMap<string, string> {
  return new Map((graph.ways.get(key) ?? []).map(({ label, to }) => [label, to]))
}
