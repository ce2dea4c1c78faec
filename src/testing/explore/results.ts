import type { Coverage } from './coverage.ts'
import type { Verdict } from './properties.ts'

/** What a run has found out about a machine, as JSON for the chart to paint: untested transitions, broken promises with their replay. */
export interface ModelResults {
  readonly format: 1
  readonly machine: string
  readonly coverage: Coverage
  readonly verdicts: readonly Verdict[]
}

/** One verdict a promise: over several worlds it holds if it holds in each, and counts as asked as often as in all. */
export function modelResults(
  machine: { readonly id: string },
  found: { readonly coverage: Coverage; readonly verdicts: readonly Verdict[] },
): ModelResults {
  const byName = new Map<string, Verdict>()
  for (const verdict of found.verdicts) {
    const known = byName.get(verdict.name)
    const worse = known === undefined || (known.holds && !verdict.holds) ? verdict : known
    byName.set(verdict.name, { ...worse, witnessed: (known?.witnessed ?? 0) + verdict.witnessed })
  }
  return { format: 1, machine: machine.id, coverage: found.coverage, verdicts: [...byName.values()] }
}
