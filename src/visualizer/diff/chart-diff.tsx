'use client'

import { useMemo, useState, type ReactElement } from 'react'
import type { ChartModel } from '../chart-model.ts'
import { chartTree } from '../chart-tree.ts'
import { ChartStyle } from '../chart-style.tsx'
import type { Mark } from '../export/draw-poster.ts'
import { Sheet } from '../sheet.tsx'
import { useWidth } from '../use-width.ts'
import type { Change } from './change.ts'
import { diffCss } from './diff-css.ts'
import { diffCharts } from './diff-charts.ts'
import { differenceWords } from './difference-words.ts'
import { DivergencePlayer } from './divergence-player.tsx'
import { hiddenIn } from './hidden-in.ts'

/** The props of `<ChartDiff>`. */
export interface ChartDiffProps {
  readonly before: ChartModel
  readonly after: ChartModel
}

type View = 'Diff' | 'Before' | 'After'

const views: readonly View[] = ['Diff', 'Before', 'After']
const signs: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '~' }
const tones: Readonly<Record<Mark, string>> = { added: 'calm', removed: 'stop', changed: 'careful' }

/** Two versions of a chart in one drawing that nothing unchanged moves in, and the same in sentences. */
export function ChartDiff({ before, after }: ChartDiffProps): ReactElement {
  const difference = useMemo(() => diffCharts(before, after), [before, after])
  const tree = useMemo(() => chartTree(difference.union), [difference])
  const words = useMemo(() => differenceWords(difference), [difference])
  const [view, setView] = useState<View>('Diff')
  const [pointed, setPointed] = useState<readonly string[]>([])
  const [ref, width] = useWidth<HTMLElement>()
  const marks = view === 'Diff' ? difference.marks : undefined
  return (
    <section ref={ref} className="ac-chart ac-diff" aria-label={`What changed in ${after.id}`}>
      <ChartStyle />
      <style href="authchart-diff" precedence="medium">
        {diffCss}
      </style>
      <fieldset className="ac-views">
        <legend className="ac-unseen">Show</legend>
        {views.map((one) => (
          <button key={one} type="button" aria-pressed={one === view} onClick={() => setView(one)}>
            {one}
          </button>
        ))}
      </fieldset>
      <Sheet
        {...{ tree, marks, lit: pointed, width }}
        title={`${view === 'Diff' ? 'What changed in' : view} ${after.id}`}
        hidden={hiddenIn(difference, view)}
      />
      {difference.changes.length === 0 ? <p>No difference.</p> : null}
      <ChangeList changes={difference.changes} onPoint={setPointed} />
      <Sentences title="No longer reachable" lines={words.unreachable} />
      <Sentences title="What states make of events" lines={words.cells} />
      {difference.behaviour.divergences.map((divergence) => (
        <DivergencePlayer key={divergence.lane} {...{ difference, divergence, tree, width }} />
      ))}
    </section>
  )
}

interface ChangeListProps {
  readonly changes: readonly Change[]
  readonly onPoint: (drawn: readonly string[]) => void
}

function ChangeList({ changes, onPoint }: ChangeListProps): ReactElement {
  return (
    <ul aria-label="Changes">
      {changes.map(({ kind, sentence, details, drawn }) => (
        <li key={drawn.join()} data-tone={tones[kind]}>
          <button
            type="button"
            className="ac-change"
            onClick={() => onPoint(drawn)}
            onFocus={() => onPoint(drawn)}
            onPointerEnter={() => onPoint(drawn)}
          >
            <span className="ac-tone" aria-hidden="true">
              {signs[kind]}
            </span>
            <span>
              {sentence}
              {details.map(({ aspect, from, to }) => (
                <span key={aspect} className="ac-quiet ac-detail">
                  {aspect}: <del>{from || 'nothing'}</del> → <ins>{to || 'nothing'}</ins>
                </span>
              ))}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Sentences({
  title,
  lines,
}: {
  readonly title: string
  readonly lines: readonly string[]
}): ReactElement | null {
  if (lines.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line, place) => (
          <li key={place}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
