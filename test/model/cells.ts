import type { ChartDescription, NodeDescription } from '../../machines/describe.ts'
import { eventCatalogue } from '../../machines/events.ts'
import type { Ignored } from '../../machines/ignored.ts'

export interface Cell {
  readonly state: string
  readonly event: string
  readonly decision: 'handled' | 'ignored' | 'forgotten'
  readonly entries: readonly Ignored[]
}

/** Every leaf state × every event that concerns its region, and what was decided about it. */
export function cellsOf(chart: ChartDescription, ignored: readonly Ignored[]): readonly Cell[] {
  const byId = new Map(chart.nodes.map((node) => [node.id, node]))
  const leaves = chart.nodes.filter(({ type, path }) => type === 'atomic' && path.length > 0)
  return leaves.flatMap((leaf) =>
    eventsOf(leaf.path[0] ?? '').map((event) => {
      const entries = ignored.filter(
        ({ state, events }) => within(leaf.id, state) && events.some((one) => one === event),
      )
      if (handles(leaf, event, byId)) return { state: leaf.id, event, decision: 'handled', entries } as const
      return { state: leaf.id, event, decision: entries.length > 0 ? 'ignored' : 'forgotten', entries } as const
    }),
  )
}

/** Cells about which nobody has decided anything. */
export function forgottenIn(cells: readonly Cell[]): readonly string[] {
  return cells.filter(({ decision }) => decision === 'forgotten').map(({ state, event }) => `${state} × ${event}`)
}

/** Entries that cover a handled cell, no cell at all, or one that another entry covers too. */
export function excessOf(cells: readonly Cell[], ignored: readonly Ignored[]): readonly string[] {
  const wrong = cells.filter(({ decision, entries }) => entries.length > (decision === 'ignored' ? 1 : 0))
  const idle = ignored.flatMap(({ state, events }) =>
    events
      .filter((event) => !cells.some((cell) => cell.event === event && within(cell.state, state)))
      .map((event) => `${state} × ${event}`),
  )
  return [...wrong.map(({ state, event }) => `${state} × ${event}`), ...idle]
}

/** Ends of actors that no transition waits for: one such error would stop the whole chart. */
export function unheardIn({ nodes }: ChartDescription): readonly string[] {
  return nodes.flatMap(({ id, invokes }) =>
    invokes.flatMap((actor) => {
      const inside = nodes.filter((node) => node.id === id || node.id.startsWith(`${id}.`))
      const hears = (event: string): boolean =>
        inside.some((node) => node.transitions.some((edge) => edge.event === event))
      const ends = [`xstate.done.actor.${actor.id}`, `xstate.error.actor.${actor.id}`]
      return ends.filter((event) => !hears(event)).map((event) => `${id}: ${event}`)
    }),
  )
}

/** The nearest state that says something about an event decides; `{}` says that nothing happens. */
function handles(node: NodeDescription, event: string, byId: ReadonlyMap<string, NodeDescription>): boolean {
  const own = node.transitions.filter((edge) => edge.event === event)
  if (own.some(({ forbidden }) => !forbidden)) return true
  const parent = node.parent === null ? undefined : byId.get(node.parent)
  return own.length === 0 && parent !== undefined && handles(parent, event, byId)
}

function eventsOf(region: string): readonly string[] {
  return Object.entries(eventCatalogue)
    .filter(([, { regions }]) => regions.some((one) => one === region))
    .map(([event]) => event)
}

function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`)
}
