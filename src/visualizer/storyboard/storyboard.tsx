'use client'

import { useId, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { ChartStyle } from '../chart-style.tsx'
import type { ChartTree } from '../chart-tree.ts'
import type { Frame } from '../simulate/happening.ts'
import type { Stepper } from '../simulate/stepper.ts'
import type { Board } from './board.ts'
import { givenWhenThen } from './given-when-then.ts'
import { panelsOf, type PanelOptions } from './panel.ts'
import { replay } from './shortest-paths.ts'
import { storyboardCss } from './storyboard-css.ts'
import { storyboardHtml } from './storyboard-html.ts'
import { storyboardPng } from './storyboard-png.ts'
import type { Story } from './storyboard-svg.ts'
import { StoryboardPanel } from './storyboard-panel.tsx'

/** The props of `<Storyboard>`. */
export interface StoryboardProps extends Pick<PanelOptions, 'filling' | 'tell'> {
  readonly tree: ChartTree
  readonly stepper: Stepper
  /** The stories to choose from; the first one is shown. */
  readonly boards: readonly Board[]
  /** The app's own screen at that moment. */
  readonly screen: (frame: Frame) => ReactNode
}

/** A story in pictures: what the user sees after every step, what set it off, and how long it took. */
export function Storyboard({ tree, stepper, boards, screen, filling, tell }: StoryboardProps): ReactElement {
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const strip = useRef<HTMLOListElement>(null)
  const board = boards[chosen] ?? boards[0]
  const frames = useMemo(() => (board === undefined ? null : replay(stepper, board.path)), [stepper, board])
  const panels = panelsOf(tree, frames ?? [], { ...board, filling, tell })
  const name = board?.name ?? ''

  return (
    <section className="ac-storyboard" aria-label="Storyboard">
      <ChartStyle />
      <style href="authchart-storyboard" precedence="medium">
        {storyboardCss}
      </style>
      <div className="ac-chart ac-storyboard-head">
        <label htmlFor={id}>
          Story
          <select id={id} value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
            {boards.map((one, place) => (
              <option key={one.name} value={place}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="ac-press"
          onClick={() => strip.current && void savePicture(strip.current, { title: name, panels })}
        >
          Save as a picture
        </button>
        <button
          type="button"
          className="ac-press"
          onClick={() => strip.current && save(storyboardHtml(strip.current, name), 'html')}
        >
          Save as HTML
        </button>
        <button type="button" className="ac-press" onClick={() => save(givenWhenThen(name, panels), 'md')}>
          Save as Given, When, Then
        </button>
      </div>
      {frames === null ? (
        <p role="alert">This story can&apos;t be told any more: something on its way no longer happens.</p>
      ) : (
        <ol ref={strip} className="ac-strip" aria-label={name}>
          {panels.map((panel, place) => (
            <StoryboardPanel key={place} panel={panel} screen={screen(panel.frame)} />
          ))}
        </ol>
      )}
    </section>
  )
}

async function savePicture(strip: Element, story: Story): Promise<void> {
  download(await storyboardPng(strip, story), 'png')
}

function save(text: string, kind: 'html' | 'md'): void {
  const type = kind === 'html' ? 'text/html' : 'text/markdown'
  download(new Blob([text], { type: `${type};charset=utf-8` }), kind)
}

function download(file: Blob, kind: 'html' | 'md' | 'png'): void {
  const link = document.createElement('a')
  link.download = `storyboard.${kind}`
  link.href = URL.createObjectURL(file)
  link.click()
  URL.revokeObjectURL(link.href)
}
