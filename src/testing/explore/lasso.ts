import type { Way } from './explore.ts'
import { routeTo } from './reach.ts'

interface Lasso {
  /** Where the story begins. */
  readonly begin: string
  /** From there to the circle. */
  readonly stem: readonly string[]
  /** Once around; empty where everything stands still. */
  readonly cycle: readonly string[]
}

interface Story {
  /** Places at which the goal has not been reached. */
  readonly open: ReadonlySet<string>
  readonly begun: readonly string[]
  readonly among: (label: string) => boolean
}

/**
 * A way to go on for ever without reaching the goal although nothing is put off: whatever could happen all along (an
 * actor's end, a timer) does happen on the circle. Null where there is none.
 */
export function lassoIn(graph: { readonly ways: ReadonlyMap<string, readonly Way[]> }, story: Story): Lasso | null {
  const { open, begun, among } = story
  const stays = (way: Way): boolean => open.has(way.to) && among(way.label)
  const onward = (key: string): readonly Way[] => (graph.ways.get(key) ?? []).filter(stays)
  const reached = new Set(begun)
  for (const key of reached) for (const { to } of onward(key)) reached.add(to)
  for (const circle of componentsOf(reached, onward)) {
    if (!isFair(circle, (key) => (graph.ways.get(key) ?? []).filter(({ label }) => among(label)))) continue
    for (const begin of begun) {
      const stem = routeTo(graph.ways, { from: begin, wanted: (key) => circle.has(key), allows: stays })
      if (stem !== null) return { begin, stem: stem.labels, cycle: onceAround(stem.end, circle, graph.ways, stays) }
    }
  }
  return null
}

/** Weak fairness: what is possible at every place of the circle happens somewhere on it. */
function isFair(circle: ReadonlySet<string>, waysOf: (key: string) => readonly Way[]): boolean {
  const all = [...circle].map(waysOf)
  const possible = all.map((found) => new Set(found.flatMap(({ fair }) => (fair === null ? [] : [fair]))))
  const happens = new Set(
    all.flatMap((found) => found.flatMap(({ fair, to }) => (fair !== null && circle.has(to) ? [fair] : []))),
  )
  const [first = new Set<string>()] = possible
  return [...first].every((kind) => happens.has(kind) || possible.some((kinds) => !kinds.has(kind)))
}

function onceAround(
  start: string,
  circle: ReadonlySet<string>,
  ways: ReadonlyMap<string, readonly Way[]>,
  stays: (way: Way) => boolean,
): readonly string[] {
  for (const first of ways.get(start) ?? []) {
    if (!stays(first) || !circle.has(first.to) || first.fair === null) continue
    const allows = (way: Way): boolean => stays(way) && circle.has(way.to)
    const back = routeTo(ways, { from: first.to, wanted: (key) => key === start, allows })
    if (back !== null) return [first.label, ...back.labels]
  }
  return []
}

/** Strongly connected components (Tarjan 1972), without recursion: a graph is deeper than a call stack. */
function componentsOf(keys: ReadonlySet<string>, onward: (key: string) => readonly Way[]): readonly Set<string>[] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const pending: string[] = []
  const isPending = new Set<string>()
  const found: Set<string>[] = []
  for (const root of keys) {
    if (order.has(root)) continue
    const frames: { readonly key: string; readonly next: Iterator<Way> }[] = []
    const enter = (key: string): void => {
      order.set(key, order.size)
      low.set(key, order.size - 1)
      pending.push(key)
      isPending.add(key)
      frames.push({ key, next: onward(key)[Symbol.iterator]() })
    }
    const lower = (key: string, to: number): void => {
      low.set(key, Math.min(low.get(key) ?? to, to))
    }
    enter(root)
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { key } = frame
      const step = frame.next.next()
      if (step.done !== true) {
        const { to } = step.value
        if (!order.has(to)) enter(to)
        else if (isPending.has(to)) lower(key, order.get(to) ?? 0)
        continue
      }
      frames.pop()
      const parent = frames.at(-1)
      if (parent !== undefined) lower(parent.key, low.get(key) ?? 0)
      if (low.get(key) !== order.get(key)) continue
      const component = new Set<string>()
      for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
        isPending.delete(member)
        component.add(member)
        if (member === key) break
      }
      found.push(component)
    }
  }
  return found
}
