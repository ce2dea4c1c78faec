import type { Way } from './explore.ts'

interface Ways {
  readonly places: ReadonlyMap<string, unknown>
  readonly ways: ReadonlyMap<string, readonly Way[]>
}

/** Places from which no sequence of moves leads to a goal. */
export function cutOffFrom({ places, ways }: Ways, goals: readonly string[]): readonly string[] {
  const back = new Map<string, string[]>()
  for (const [from, found] of ways) {
    for (const { to } of found) {
      const known = back.get(to)
      if (known === undefined) back.set(to, [from])
      else known.push(from)
    }
  }
  const arrives = new Set(goals)
  // A Set hands out what is added while it is walked.
  for (const key of arrives) for (const from of back.get(key) ?? []) arrives.add(from)
  return [...places.keys()].filter((key) => !arrives.has(key))
}

/** The shortest sequence of moves from a place to one that is wanted, along allowed ways; null where there is none. */
export function routeTo(
  ways: Ways['ways'],
  {
    from,
    wanted,
    allows,
  }: {
    readonly from: string
    readonly wanted: (key: string) => boolean
    readonly allows: (way: Way) => boolean
  },
): { readonly labels: readonly string[]; readonly end: string } | null {
  const came = new Map<string, { readonly from: string; readonly label: string } | null>([[from, null]])
  for (const key of came.keys()) {
    if (wanted(key)) return { labels: labelsTo(came, key), end: key }
    for (const way of ways.get(key) ?? []) {
      if (!came.has(way.to) && allows(way)) came.set(way.to, { from: key, label: way.label })
    }
  }
  return null
}

function labelsTo(
  came: ReadonlyMap<string, { readonly from: string; readonly label: string } | null>,
  end: string,
): readonly string[] {
  const labels: string[] = []
  for (let here = came.get(end) ?? null; here !== null; here = came.get(here.from) ?? null) labels.unshift(here.label)
  return labels
}
