import type { ReactElement } from 'react'
import { words } from '../words/en.ts'

export interface WhatIfRowProps {
  readonly isCut: boolean
  readonly isProviderDown: boolean
  readonly isDisabled: boolean
  /** What the last switch did, in a sentence. */
  readonly said: string
  readonly onCut: (cut: boolean) => void
  readonly onProviderDown: (down: boolean) => void
  readonly onRevoke: () => void
  readonly onDisable: (disabled: boolean) => void
}

/** Switches of the world. None of them talks to the chart. */
export function WhatIfRow(props: WhatIfRowProps): ReactElement {
  const { isCut, isProviderDown, isDisabled, said, onCut, onProviderDown, onRevoke, onDisable } = props
  return (
    <section className="what-if" aria-labelledby="what-if-title">
      <h2 id="what-if-title">{words.world.title}</h2>
      <div className="what-if-row">
        <Switch word={words.world.network} isOn={isCut} onChange={onCut} />
        <Switch word={words.world.provider} isOn={isProviderDown} onChange={onProviderDown} />
        <button type="button" className="switch" onClick={onRevoke}>
          {words.world.revoke}
        </button>
        <Switch word={words.world.disable} isOn={isDisabled} onChange={onDisable} />
        <a className="switch" href="/" target="_blank" rel="noopener">
          {words.world.tab}
        </a>
      </div>
      <p className="quiet what-if-said" role="status">
        {said}
      </p>
    </section>
  )
}

interface SwitchProps {
  readonly word: string
  readonly isOn: boolean
  readonly onChange: (on: boolean) => void
}

function Switch({ word, isOn, onChange }: SwitchProps): ReactElement {
  return (
    <button type="button" role="switch" aria-checked={isOn} className="switch" onClick={() => onChange(!isOn)}>
      <span className="switch-track" aria-hidden="true" />
      {word}
    </button>
  )
}
