import type { ChartDifference } from './diff-charts.ts'

/** What a version doesn't have: its place stays empty, so that all else keeps its own. */
export function hiddenIn({ marks }: ChartDifference, view: 'Diff' | 'Before' | 'After'): ReadonlySet<string> {
  const absent = view === 'Before' ? 'added' : view === 'After' ? 'removed' : null
  return new Set([...marks].flatMap(([id, mark]) => (mark === absent ? [id] : [])))
}
