'use client'

import { useId, useState, type ReactElement } from 'react'
import { instant, type Instant } from '../../../machines/time.ts'
import { ChartDrawing } from '../chart-drawing.tsx'
import { ChartDiff } from '../diff/chart-diff.tsx'
import { PanelStyle } from '../panel-style.tsx'
import { titleOf } from '../plain-words.ts'
import { StepSlider } from '../step-slider.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { ChartVerdicts } from '../verdicts/chart-verdicts.tsx'
import type { Shown } from './shown.ts'
import { useDrop } from './use-drop.ts'
import { useViewer, type ViewerPage } from './use-viewer.ts'
import { viewerCss } from './viewer-css.ts'
import type { Link } from './viewer-state.ts'

const links: Readonly<Record<Link, string>> = {
  none: '',
  waiting: 'Nobody has answered yet. The page that opened this one says what happens there.',
  live: 'Live',
}

/** Opens charts and recordings, and follows a machine that runs elsewhere. It stores nothing and asks no network. */
export function Viewer({ page }: { readonly page: ViewerPage }): ReactElement {
  const [{ shown, older, results, link, problem }, open] = useViewer(page)
  const openAll = async (files: FileList | null): Promise<void> => {
    // In order: of two charts the first is the older one.
    for (const file of files ?? []) await open(file)
  }
  const isOver = useDrop(page.window, (files) => void openAll(files))
  const id = useId()

  return (
    <main className="ac-chart ac-viewer" data-over={isOver ? '' : undefined}>
      <PanelStyle />
      <style href="authchart-viewer" precedence="medium">
        {viewerCss}
      </style>
      <header className="ac-viewer-head">
        <h1>{shown === null ? 'Chart viewer' : titleOf(shown.tree.root)}</h1>
        <label className="ac-open" htmlFor={id}>
          Open a file
          <input id={id} type="file" multiple onChange={({ target }) => void openAll(target.files)} />
        </label>
      </header>
      <p role="status" className="ac-quiet">
        {problem === '' ? links[link] : problem}
      </p>
      {shown === null ? (
        <Empty />
      ) : results !== null ? (
        <ChartVerdicts model={shown.model} results={results} />
      ) : older === null ? (
        <Opened shown={shown} />
      ) : (
        <ChartDiff before={older} after={shown.model} />
      )}
    </main>
  )
}

function Empty(): ReactElement {
  return (
    <div className="ac-empty">
      <p>Drop a chart or a recording here.</p>
      <p className="ac-quiet">
        Charts: what <code>authchart chart</code> writes as JSON, SVG or HTML. Recordings: what the inspector writes,
        one event a line. Two charts one after the other are compared; what tests found is painted on the chart it is
        about.
      </p>
    </div>
  )
}

function Opened({ shown }: { readonly shown: Shown }): ReactElement {
  const { tree, steps, start } = shown
  const [chosen, setChosen] = useState<number | null>(null)
  const place = Math.min(chosen ?? steps.length, steps.length)
  const step = steps[place - 1] ?? null
  const at = step?.at ?? instant(0)
  return (
    <>
      {steps.length === 0 ? null : (
        <StepSlider {...{ tree, steps, place }} onGoTo={(to) => setChosen(to === steps.length ? null : to)} />
      )}
      <ChartDrawing
        {...{ tree, step }}
        active={step?.after ?? start}
        countdowns={{}}
        now={(): Instant => at}
        label={`Chart of ${shown.model.id}`}
      />
      {steps.length === 0 ? null : <Timeline tree={tree} steps={steps} />}
    </>
  )
}
