'use client'

import type { ReactElement, ReactNode } from 'react'
import { ToneIcon, TriggerIcon } from '../icons.tsx'
import { toneOf } from '../plain-words.ts'
import type { Panel } from './panel.ts'

export interface StoryboardPanelProps {
  readonly panel: Panel
  readonly screen: ReactNode
}

/** One picture: its cause above, the screen as it is, and what it says below. The screen can be looked at, not used. */
export function StoryboardPanel({ panel, screen }: StoryboardPanelProps): ReactElement {
  const { cause, elapsed, state, name, telling } = panel
  return (
    <li className="ac-picture" data-tone={toneOf(state)}>
      <div className="ac-chart ac-picture-cause">
        {cause === null ? (
          <h3>The story begins</h3>
        ) : (
          <>
            <h3>
              <TriggerIcon trigger={cause.trigger} />
              <span>
                {cause.label}
                <span className="ac-quiet">, {elapsed}</span>
              </span>
            </h3>
            {cause.why === null ? null : <p className="ac-quiet">{cause.why}</p>}
          </>
        )}
      </div>
      <div className="ac-picture-screen" inert>
        {screen}
      </div>
      <div className="ac-chart ac-picture-words">
        <p>
          <span className="ac-tone">
            <ToneIcon tone={toneOf(state)} />
          </span>
          <strong>{telling.title}</strong> <code className="ac-quiet">{name}</code>
        </p>
        {telling.sentence === '' ? null : <p>{telling.sentence}</p>}
      </div>
    </li>
  )
}
