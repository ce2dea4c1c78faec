import type { ReactElement } from 'react'
import { words } from '../words/en.ts'

/** One thing of the world that can be changed. `isOn` null: it happens once and can't be taken back. */
export interface WorldAct {
  readonly word: string
  readonly isOn: boolean | null
  readonly onPress: () => void
}

export interface WhatIfRowProps {
  readonly first: readonly WorldAct[]
  readonly more: readonly { readonly title: string; readonly acts: readonly WorldAct[] }[]
  /** What the last switch did, in a sentence. */
  readonly said: string
}

/** Switches of the world. None of them talks to the chart. */
export function WhatIfRow({ first, more, said }: WhatIfRowProps): ReactElement {
  return (
    <section className="what-if" aria-labelledby="what-if-title">
      <h2 id="what-if-title">{words.world.title}</h2>
      <div className="what-if-row">
        {first.map((act) => (
          <Act key={act.word} {...act} />
        ))}
        <a className="switch" href="/" target="_blank" rel="noopener">
          {words.world.tab}
        </a>
      </div>
      <p className="quiet what-if-said" role="status">
        {said}
      </p>
      <details className="what-if-more">
        <summary>{words.world.more}</summary>
        {more.map(({ title, acts }) => (
          <div key={title} className="what-if-group" role="group" aria-label={title}>
            <h3 className="quiet">{title}</h3>
            <div className="what-if-row">
              {acts.map((act) => (
                <Act key={act.word} {...act} />
              ))}
            </div>
          </div>
        ))}
      </details>
    </section>
  )
}

function Act({ word, isOn, onPress }: WorldAct): ReactElement {
  if (isOn === null)
    return (
      <button type="button" className="switch" onClick={onPress}>
        {word}
      </button>
    )
  return (
    <button type="button" role="switch" aria-checked={isOn} className="switch" onClick={onPress}>
      <span className="switch-track" aria-hidden="true" />
      {word}
    </button>
  )
}
