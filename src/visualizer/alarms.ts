import type { Instant } from '../../machines/time.ts'
import type { ChartTree } from './chart-tree.ts'
import type { RunningState } from './running-machine.ts'

/** A wait that ends at a known moment, and when it was first seen, where somebody watched. */
export interface Countdown {
  readonly from: Instant | null
  readonly until: Instant
}

interface Seen {
  readonly tree: ChartTree
  readonly active: readonly string[]
  readonly now: Instant
  readonly before: Readonly<Record<string, Countdown>>
}

/** What the machine's running actors wait for: those whose input is `{at}`, by id of the state that invoked them. */
export function alarmsOf(
  snapshot: RunningState,
  { tree, active, now, before }: Seen,
): Readonly<Record<string, Countdown>> {
  const waits = active.flatMap((id): readonly [string, Countdown][] => {
    const node = tree.node(id)
    const ends = (node?.invokes ?? []).flatMap((invoke) => momentOf(snapshot.children[invoke.id]?.getSnapshot()) ?? [])
    const [until] = ends.toSorted((one, other) => one - other)
    if (until === undefined) return []
    const known = before[id]
    return [[id, known?.until === until ? known : { from: now, until }]]
  })
  return Object.fromEntries(waits)
}

function momentOf(child: unknown): Instant | null {
  return typeof child === 'object' && child !== null && 'input' in child ? momentAsked(child.input) : null
}

/** The moment an actor with this input waits for; null for one that waits for no moment. */
export function momentAsked(input: unknown): Instant | null {
  if (typeof input !== 'object' || input === null || !('at' in input)) return null
  return typeof input.at === 'number' ? (input.at as Instant) : null
}
