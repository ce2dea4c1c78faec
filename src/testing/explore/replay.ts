import type { AnyEventObject, AnyStateMachine } from 'xstate'
import type { Graph } from './explore.ts'
import { movesIn } from './moves.ts'
import { anatomyOf, type Place } from './place.ts'
import { walker } from './walk.ts'

/** One move of a replay and where it led: enough to draw it without running the machine, or to send it to one. */
export interface Replayed {
  readonly label: string
  /** In milliseconds, on the world's clock. */
  readonly at: number
  /** `xstate.init` with the input in the first step; null where only time passed. */
  readonly event: AnyEventObject | null
  /** The declared transitions it took, in order. */
  readonly edges: readonly string[]
  /** The ids of the states that are active after it. */
  readonly states: readonly string[]
}

/** The moves that lead to a place, from the start. */
export function replayTo(place: Place<AnyStateMachine>): readonly Replayed[] {
  const moves: Replayed[] = []
  for (let here: Place<AnyStateMachine> | null = place; here !== null; here = here.from) moves.unshift(replayed(here))
  return moves
}

/** The same, and from there on along more moves of the graph's world. */
export function replayAlong<Machine extends AnyStateMachine, Memory>(
  { machine, world }: Graph<Machine, Memory>,
  from: Place<Machine, Memory>,
  labels: readonly string[],
): readonly Replayed[] {
  const { take } = walker(machine, world)
  const moves = movesIn(world)
  let here = from
  for (const label of labels) {
    const move = moves(here).find((one) => one.label === label)
    if (move === undefined) break
    here = take(here, move).after
  }
  return replayTo(here)
}

function replayed({ by, now, event, edges, snapshot }: Place<AnyStateMachine>): Replayed {
  return { label: by, at: now, event, edges, states: anatomyOf(snapshot)._nodes.map(({ id }) => id) }
}
