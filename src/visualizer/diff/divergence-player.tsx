'use client'

import { useState, type ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import { Sheet } from '../sheet.tsx'
import type { Divergence } from './compare-behaviour.ts'
import type { ChartDifference } from './diff-charts.ts'
import { happeningWords, standingWords } from './difference-words.ts'
import { hiddenIn } from './hidden-in.ts'
import type { Standing } from './play.ts'

export interface DivergencePlayerProps {
  readonly difference: ChartDifference
  readonly divergence: Divergence
  /** Of the union of both versions. */
  readonly tree: ChartTree
  readonly width: number
}

/** The shortest way to see a difference, to be played step by step in both versions at once. */
export function DivergencePlayer({ difference, divergence, tree, width }: DivergencePlayerProps): ReactElement {
  const { steps, start } = divergence
  const [place, setPlace] = useState(steps.length)
  const now = place === 0 ? start : (steps[place - 1] ?? start)
  const lanes = [divergence.lane]
  const half = width >= 720 ? (width - 24) / 2 : width
  return (
    <section className="ac-player" aria-label="The shortest way to see it">
      <h3>The shortest way to see it</h3>
      <ol className="ac-views">
        {['Start', ...steps.map(happeningWords)].map((what, at) => (
          <li key={at}>
            <button type="button" aria-pressed={at === place} onClick={() => setPlace(at)}>
              {what}
            </button>
          </li>
        ))}
      </ol>
      <p role="status">
        Before: {standingWords(tree, now.before)}. Now: {standingWords(tree, now.after)}.
      </p>
      <div className="ac-sides" data-wide={half < width ? '' : undefined}>
        <figure>
          <figcaption>Before</figcaption>
          <Sheet
            {...{ tree, lanes, width: half, active: around(tree, now.before), hidden: hiddenIn(difference, 'Before') }}
            title="Before"
          />
        </figure>
        <figure>
          <figcaption>Now</figcaption>
          <Sheet
            {...{ tree, lanes, width: half, active: around(tree, now.after), hidden: hiddenIn(difference, 'After') }}
            title="Now"
          />
        </figure>
      </div>
    </section>
  )
}

function around(tree: ChartTree, at: Standing): readonly string[] {
  return [...new Set(at.flatMap((id) => tree.withAncestors(id).map((node) => node.id)))]
}
