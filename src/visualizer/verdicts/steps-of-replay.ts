import { instant } from '../../../machines/time.ts'
import type { Step } from '../watch-actor.ts'
import type { ReplayedMove } from './results.ts'

/** A replay as the steps of a recording; its first move is where it starts. */
export function stepsOfReplay(replay: readonly ReplayedMove[]): readonly Step[] {
  return replay.slice(1).map(({ at, event, label, edges, states }, place) => ({
    number: place + 1,
    at: instant(at),
    event: event?.type ?? label,
    edges,
    before: replay[place]?.states ?? [],
    after: states,
  }))
}
