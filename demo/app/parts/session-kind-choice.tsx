import type { ReactElement } from 'react'
import type { SessionKind } from '../session-kind.ts'
import { words } from '../words/en.ts'

export interface SessionKindChoiceProps {
  readonly kind: SessionKind
  readonly onChoose: (kind: SessionKind) => void
}

const kinds = ['tokens', 'cookie'] as const

/** Who keeps the tokens. */
export function SessionKindChoice({ kind, onChoose }: SessionKindChoiceProps): ReactElement {
  return (
    <fieldset className="kind">
      <legend>{words.kind.title}</legend>
      {kinds.map((one) => (
        <label key={one} className="kind-choice">
          <input type="radio" name="session-kind" checked={one === kind} onChange={() => onChoose(one)} />
          {words.kind.names[one]}
        </label>
      ))}
      <p className="quiet kind-hint">{words.kind.hints[kind]}</p>
    </fieldset>
  )
}
