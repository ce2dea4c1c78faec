'use client'

import { useId, useState, type ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import { eventName } from '../event-names.ts'
import { PanelStyle } from '../panel-style.tsx'
import type { Step } from '../watch-actor.ts'
import { RecordingBar } from './recording-bar.tsx'
import type { Told } from './test-of.ts'
import { timelineCss } from './timeline-css.ts'
import { TimelineRow } from './timeline-row.tsx'

/** The props of `<Timeline>`. */
export interface TimelineProps {
  readonly tree: ChartTree
  readonly steps: readonly Step[]
  /** Only a copy of a machine knows what it was told. */
  readonly told?: Told
}

const choices = { all: 'Every event', moves: 'What moved a state', bounced: 'What changed nothing' } as const

type Shown = keyof typeof choices

/** What happened, one row per event: when, from where to where, under which condition, and how long after the last one. */
export function Timeline({ tree, steps, told }: TimelineProps): ReactElement {
  const [opened, setOpened] = useState<readonly Step[] | null>(null)
  const [text, setText] = useState('')
  const [shown, setShown] = useState<Shown>('all')
  const id = useId()
  const all = opened ?? steps
  const rows = all
    .map((step, place) => ({ step, since: place === 0 ? null : step.at - (all[place - 1]?.at ?? step.at) }))
    .filter(({ step }) => isShown(step, shown) && matches(step, text))

  return (
    <section className="ac-chart ac-panel ac-timeline" aria-label="Timeline">
      <PanelStyle />
      <style href="authchart-timeline" precedence="medium">
        {timelineCss}
      </style>
      <div className="ac-timeline-bar">
        <label htmlFor={`${id}text`}>
          Find
          <input id={`${id}text`} type="search" value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        <label htmlFor={`${id}shown`}>
          Show
          <select id={`${id}shown`} value={shown} onChange={({ target }) => setShown(shownFrom(target.value))}>
            {Object.entries(choices).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </div>
      <RecordingBar
        tree={tree}
        steps={all}
        told={opened === null ? (told ?? null) : null}
        isOpened={opened !== null}
        onOpen={setOpened}
      />
      {rows.length === 0 ? (
        <p className="ac-quiet">{all.length === 0 ? 'Nothing has happened yet.' : 'No event fits.'}</p>
      ) : (
        <div className="ac-table" role="region" aria-label="Events" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Event</th>
                <th scope="col">Before → after</th>
                <th scope="col">Condition</th>
                <th scope="col">Elapsed</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <TimelineRow key={row.step.number} tree={tree} {...row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function isShown({ edges, before, after }: Step, shown: Shown): boolean {
  if (shown === 'all') return true
  if (shown === 'bounced') return edges.length === 0
  return before.join() !== after.join()
}

function shownFrom(value: string): Shown {
  return value === 'moves' || value === 'bounced' ? value : 'all'
}

function matches({ event, before, after }: Step, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return [eventName(event), event, ...before, ...after].some((name) => name.toLowerCase().includes(wanted))
}
