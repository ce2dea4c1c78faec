import { innermostOf, nameInLane } from '../../src/visualizer/lane-paths.ts'
import type { Frame } from '../../src/visualizer/simulate/happening.ts'
import { shortestPaths, type Path } from '../../src/visualizer/storyboard/shortest-paths.ts'
import { sessionPlot, sessionTree, snapshotAt, viewAt } from './session-plot.ts'

/** A place of the session that somebody can stand in: its state, and why, where there is a reason. */
export interface ReachablePlace {
  /** `OFFLINE_STALE.PARKED` */
  readonly state: string
  readonly reason: string | null
  readonly path: Path
}

// What the reader of a story would call a detour: it starts in the middle, though the same place can be lived through.
const detours = ['restore (', 'user.switchAccount', 'tab.', 'app.reported', 'user.stepUp', 'stepUp.', 'app.idled']
const first = ['restore (live)', 'restore (never)', 'restore (due)']

/** Every state of the session that can be stood in, and every reason, each by a shortest path; lived through if possible. */
export function reachablePlaces(): readonly ReachablePlace[] {
  const search = { namesOf, keyOf, limit: 3_000 }
  const lived = shortestPaths(sessionPlot(), {
    ...search,
    allows: (name) => first.includes(name) || !detours.some((detour) => name.startsWith(detour)),
  })
  const any = shortestPaths(sessionPlot(), { ...search, allows: (name) => !name.startsWith('user.addAccount') })
  const paths = new Map([...any, ...lived])
  const all = [...paths].map(([name, path]): ReachablePlace => {
    const [state = '', reason = ''] = name.split(' ')
    return { state, reason: reason === '' ? null : reason, path }
  })
  return all.filter(isNews).toSorted(byPlace)

  /** One place for each state and one for each reason: not every state again with every reason. */
  function isNews(place: ReachablePlace): boolean {
    const top = topOf(place.state)
    const nearest = (places: readonly ReachablePlace[]): ReachablePlace | undefined =>
      places.toSorted((one, other) => one.path.length - other.path.length)[0]
    return (
      nearest(all.filter(({ state }) => state === place.state)) === place ||
      nearest(all.filter(({ state, reason }) => topOf(state) === top && reason === place.reason)) === place
    )
  }
}

export function topOf(state: string): string {
  return state.split('.')[0] ?? state
}

function namesOf(frame: Frame): readonly string[] {
  const lane = sessionTree.node('auth.session')
  const leaf = lane === undefined ? undefined : innermostOf(sessionTree, lane, frame.step.after)
  if (leaf === undefined) return []
  const view = viewAt(frame)
  return [`${nameInLane(sessionTree, leaf)} ${'reason' in view ? view.reason : ''}`]
}

function keyOf(frame: Frame): string {
  const view = viewAt(frame)
  const { session, connectivity } = snapshotAt(frame).value
  const running = frame.running.map(({ id }) => id)
  return JSON.stringify([session, connectivity, running, 'reason' in view ? view.reason : '', view.problem !== null])
}

function byPlace(one: ReachablePlace, other: ReachablePlace): number {
  const order = (place: ReachablePlace): number =>
    sessionTree.node(`auth.session.${place.state}`)?.order ?? Number.POSITIVE_INFINITY
  return order(one) - order(other) || one.path.length - other.path.length
}
