'use client'

import type { ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import { causeOf, titleOf } from '../plain-words.ts'
import type { ChartResults, ChartVerdict } from './results.ts'

export interface FindingsProps {
  readonly tree: ChartTree
  readonly results: ChartResults
  /** Name of the promise whose breach is shown; null: none. */
  readonly watched: string | null
  readonly onWatch: (name: string | null) => void
}

/** What broke first, then what nobody tried, then what holds. */
export function Findings({ tree, results, watched, onWatch }: FindingsProps): ReactElement {
  const { verdicts, coverage } = results
  const broken = verdicts.filter(({ holds }) => !holds)
  const kept = verdicts.filter(({ holds }) => holds)
  const untaken = tree.edges(coverage.edges.filter(({ steps }) => steps === 0).map(({ id }) => id))
  const unseen = coverage.states.flatMap(({ id, places }) => (places === 0 ? (tree.node(id) ?? []) : []))
  const name = (id: string): string => {
    const node = tree.node(id)
    return node === undefined ? id : titleOf(node)
  }
  return (
    <div className="ac-findings">
      <p role="status">
        {broken.length === 0
          ? `All ${kept.length} promises hold.`
          : `${broken.length} of ${verdicts.length} promises broken.`}{' '}
        {untaken.length === 0
          ? 'Tests took every way.'
          : `Tests took ${coverage.edges.length - untaken.length} of ${coverage.edges.length} ways.`}
      </p>
      <ul>
        {broken.map((verdict) => (
          <li key={verdict.name} data-verdict="broken">
            <span>
              <strong>Broken:</strong> {verdict.name}
            </span>
            <button
              type="button"
              className="ac-watch"
              aria-pressed={watched === verdict.name}
              onClick={() => onWatch(watched === verdict.name ? null : verdict.name)}
            >
              Watch it break
            </button>
          </li>
        ))}
        {unseen.map(({ id }) => (
          <li key={id} data-verdict="untested">
            <span>
              <strong>Never reached:</strong> {name(id)}
            </span>
          </li>
        ))}
        {untaken.map((edge) => (
          <li key={edge.id} data-verdict="untested">
            <span>
              <strong>Never taken:</strong> in {name(edge.source)}, {causeOf(edge)}
              {edge.targets[0] === undefined ? '' : ` → ${name(edge.targets[0])}`}
            </span>
          </li>
        ))}
      </ul>
      {kept.length === 0 ? null : <Kept verdicts={kept} />}
    </div>
  )
}

function Kept({ verdicts }: { readonly verdicts: readonly ChartVerdict[] }): ReactElement {
  return (
    <details>
      <summary>What holds ({verdicts.length})</summary>
      <ul>
        {verdicts.map(({ name, witnessed }) => (
          <li key={name}>
            {name} <span className="ac-quiet">{witnessed === 0 ? 'nobody asked' : `asked ${witnessed} times`}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
