import type { AnyStateMachine } from 'xstate'
import { movesIn } from './moves.ts'
import { anatomyOf, type Place, type Step } from './place.ts'
import { walker } from './walk.ts'
import type { World } from './world.ts'

/** One way from a place to the next. */
export interface Way {
  readonly label: string
  readonly to: string
  readonly fair: string | null
  readonly edges: readonly string[]
}

/** Everything that a machine can reach in a world. */
export interface Graph<Machine extends AnyStateMachine, Memory = unknown> {
  readonly machine: Machine
  readonly world: World<Machine, Memory>
  /** By key, nearest to a start first. */
  readonly places: ReadonlyMap<string, Place<Machine, Memory>>
  readonly starts: readonly string[]
  readonly ways: ReadonlyMap<string, readonly Way[]>
  /** The declared transitions that were taken. */
  readonly edges: ReadonlySet<string>
  /** The states that were active, those included that are left in the same step. */
  readonly states: ReadonlySet<string>
  readonly steps: number
  /** The most transitions that followed from one event. */
  readonly longestChain: number
  /** False where the limit ended the walk. */
  readonly complete: boolean
}

const defaultLimit = 20_000

/** Walks every configuration that a machine can reach in a world, nearest first. The machine is the one that ships. */
export function explore<Machine extends AnyStateMachine, Memory = unknown>(
  machine: Machine,
  world: World<Machine, Memory>,
): Graph<Machine, Memory> {
  const { begin, take } = walker(machine, world)
  const { inputs = [undefined], limit = defaultLimit, onStep } = world
  const keyOf = keyIn(world)
  const moves = movesIn(world)
  const places = new Map<string, Place<Machine, Memory>>()
  const ways = new Map<string, readonly Way[]>()
  const edges = new Set<string>()
  const states = new Set<string>()
  const sources = sourceNames()
  let steps = 0
  let longestChain = 0
  let isStopped = false

  const visit = (place: Place<Machine, Memory>): string => {
    const key = keyOf(place)
    if (places.has(key)) return key
    places.set(key, place)
    for (const node of anatomyOf(place.snapshot)._nodes) states.add(node.id)
    return key
  }
  const note = (taken: readonly string[]): void => {
    longestChain = Math.max(longestChain, taken.length)
    for (const id of taken) {
      edges.add(id)
      states.add(sources(id))
    }
  }
  const starts = inputs.map((input) => {
    const place = begin(input)
    note(place.edges)
    return visit(place)
  })

  // A Map hands out what is added while it is walked: the queue of a breadth-first search.
  for (const [key, place] of places) {
    if (places.size > limit || isStopped) break
    const found: Way[] = []
    ways.set(key, found)
    for (const move of moves(place)) {
      const step = take(place, move)
      steps += 1
      note(step.edges)
      if (onStep?.(step) === 'stop') isStopped = true
      found.push({ label: move.label, to: visit(step.after), fair: move.fair, edges: step.edges })
    }
  }
  const complete = places.size <= limit && !isStopped
  return { machine, world, places, starts, ways, edges, states, steps, longestChain, complete }
}

/** The name under which a world knows a place. */
export function keyIn<Machine extends AnyStateMachine, Memory>({
  project = ({ snapshot }) => [anatomyOf(snapshot).value, anatomyOf(snapshot).context],
}: World<Machine, Memory>): (place: Place<Machine, Memory>) => string {
  return (place) => JSON.stringify(project(place))
}

/** Takes every step of a graph once more: a graph keeps places, not the exact ends of its steps. */
export function* stepsOf<Machine extends AnyStateMachine, Memory>({
  machine,
  world,
  places,
}: Graph<Machine, Memory>): Generator<Step<Machine, Memory>> {
  const { take } = walker(machine, world)
  const moves = movesIn(world)
  for (const place of places.values()) for (const move of moves(place)) yield take(place, move)
}

function sourceNames(): (id: string) => string {
  const known = new Map<string, string>()
  return (id) => {
    const source = known.get(id) ?? id.slice(0, id.indexOf(' > '))
    known.set(id, source)
    return source
  }
}
