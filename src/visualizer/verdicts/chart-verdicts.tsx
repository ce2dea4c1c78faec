'use client'

import { useMemo, useState, type ReactElement } from 'react'
import type { AnyStateMachine } from 'xstate'
import type { ChartModel } from '../chart-model.ts'
import { chartTree } from '../chart-tree.ts'
import { PanelStyle } from '../panel-style.tsx'
import type { Happenings } from '../simulate/happening.ts'
import { AuthSimulator } from '../simulate/simulator.tsx'
import { Findings } from './findings.tsx'
import { isAbout } from './is-about.ts'
import { paintOf, type Paint } from './paint.ts'
import { ReplayedChart } from './replayed-chart.tsx'
import type { ChartResults } from './results.ts'
import { verdictsCss } from './verdicts-css.ts'

/** The props of `<ChartVerdicts>`. */
export interface ChartVerdictsProps {
  readonly model: ChartModel
  readonly results: ChartResults
  /** The machine that was tested. With it a breach is played in the simulator and can be gone on from. */
  readonly machine?: AnyStateMachine
  /** What can happen to the machine. Default: every event of the chart, without a payload. */
  readonly happenings?: Happenings
}

const unpainted: Paint = new Map()

/** A chart with what tests found out about it: what none of them took, and how a promise breaks, move by move. */
export function ChartVerdicts({ model, results, machine, happenings }: ChartVerdictsProps): ReactElement {
  const tree = useMemo(() => chartTree(model), [model])
  const isOurs = useMemo(() => isAbout(results, model), [results, model])
  const paint = useMemo(() => (isOurs ? paintOf(results) : unpainted), [isOurs, results])
  const [watched, setWatched] = useState<string | null>(null)
  const verdict = results.verdicts.find(({ name }) => name === watched)
  const label = `Chart of ${model.id}, with what tests found`
  return (
    <section className="ac-chart ac-panel ac-verdicts" aria-label={`What tests found about ${model.id}`}>
      <PanelStyle />
      <style href="authchart-verdicts" precedence="medium">
        {verdictsCss}
      </style>
      {isOurs ? (
        <Findings {...{ tree, results, watched }} onWatch={setWatched} />
      ) : (
        <p role="alert">These results are about another drawing of this chart, so none of them is painted.</p>
      )}
      {verdict === undefined || machine === undefined ? (
        <ReplayedChart key={watched} {...{ tree, paint, label }} replay={verdict?.replay ?? []} />
      ) : (
        <AuthSimulator
          key={watched}
          {...{ machine, paint, ...(happenings === undefined ? {} : { happenings }) }}
          replay={verdict.replay}
        />
      )}
    </section>
  )
}
