import { useState, type FormEvent, type ReactElement } from 'react'
import type { ShownFinding } from '../orders/shown-order.ts'
import { isOffered, type Permit } from '../policy/permit.tsx'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { FindingConflict, type ConflictActions } from './finding-conflict.tsx'
import { StuckActs, type StuckActions } from './stuck-acts.tsx'

export interface FindingActions extends ConflictActions {
  /** Answers with a sentence where it could not be kept. */
  readonly onSave: (text: string, base: number) => Promise<string | null>
}

export interface FindingFormProps {
  readonly finding: ShownFinding
  readonly permit: Permit
  readonly actions: FindingActions
  readonly stuck: StuckActions
}

/** The one text of an order that everybody on it edits. */
export function FindingForm({ finding, permit, actions, stuck }: FindingFormProps): ReactElement {
  const { text, version, delivery, trouble, item, theirs, by } = finding
  // Written on top of what stood there when the writing began: a newer version that arrives meanwhile was not read.
  const [draft, setDraft] = useState<{ readonly text: string; readonly base: number } | null>(null)
  const [problem, setProblem] = useState('')
  const { text: shown, base } = draft ?? { text, base: version }

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setDraft(null)
    const refusal = await actions.onSave(shown.trim(), base)
    setProblem(refusal ?? '')
    if (refusal !== null) setDraft({ text: shown, base })
  }

  if (theirs !== undefined && item !== undefined && trouble === 'conflict')
    return <FindingConflict item={item} mine={text} theirs={theirs} actions={actions} />
  return (
    <form className="finding" onSubmit={(event) => void submit(event)}>
      <p className="finding-head">
        <label htmlFor="finding-text">{words.finding.label}</label>
        {item === undefined ? null : <DeliveryMark delivery={delivery} />}
        {by === undefined ? null : <span className="quiet">{words.finding.by(by)}</span>}
      </p>
      <textarea
        id="finding-text"
        rows={2}
        maxLength={4000}
        value={shown}
        onChange={({ currentTarget: { value } }) => setDraft(value === text ? null : { text: value, base })}
      />
      <p className="note-problem" role="alert">
        {problem}
      </p>
      {shown.trim() === text.trim() ? null : (
        <Button type="submit" disabled={!isOffered(permit)}>
          {words.finding.save}
        </Button>
      )}
      {delivery === 'stuck' && item !== undefined && trouble !== undefined ? (
        <StuckActs id={item} trouble={trouble} text={text} {...stuck} />
      ) : null}
    </form>
  )
}
