import { useState, type FormEvent, type ReactElement } from 'react'
import type { Finding } from '../../server/api/order.ts'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { takeFocus } from './take-focus.ts'

export interface ConflictActions {
  readonly onKeepMine: (item: string) => void
  readonly onKeepTheirs: (item: string) => void
  readonly onMerge: (item: string, text: string, base: number) => void
}

export interface FindingConflictProps {
  readonly item: string
  readonly mine: string
  readonly theirs: Finding
  readonly actions: ConflictActions
}

/** Two texts for one place: both are shown, and nothing is lost before somebody has chosen. */
export function FindingConflict({ item, mine, theirs, actions }: FindingConflictProps): ReactElement {
  const [isMerging, setMerging] = useState(false)
  const whose = theirs.by ?? words.finding.colleague

  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = new FormData(event.currentTarget).get('merged')
    if (typeof text === 'string') actions.onMerge(item, text.trim(), theirs.version)
  }

  return (
    <section className="conflict" data-tone="ask" aria-labelledby="conflict-title">
      <h2 id="conflict-title">
        <Icon name="alert" />
        {words.finding.conflict}
      </h2>
      <p>{words.finding.conflictHint}</p>
      <div className="conflict-sides">
        <Side title={words.finding.mine} text={mine} />
        <Side title={words.finding.theirs(whose)} text={theirs.text} />
      </div>
      {isMerging ? (
        <form className="stuck-form" onSubmit={save}>
          <label htmlFor="merged-text">{words.finding.merged}</label>
          <textarea id="merged-text" name="merged" rows={4} defaultValue={`${theirs.text}\n${mine}`} ref={takeFocus} />
          <p className="note-acts">
            <Button kind="primary" type="submit">
              {words.finding.saveMerged}
            </Button>
            <Button kind="quiet" onClick={() => setMerging(false)}>
              {words.cancel}
            </Button>
          </p>
        </form>
      ) : (
        <p className="note-acts">
          <Button onClick={() => actions.onKeepMine(item)}>{words.finding.keepMine}</Button>
          <Button onClick={() => actions.onKeepTheirs(item)}>{words.finding.keepTheirs}</Button>
          <Button onClick={() => setMerging(true)}>{words.finding.merge}</Button>
        </p>
      )}
    </section>
  )
}

function Side({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  return (
    <div className="conflict-side">
      <h3>{title}</h3>
      <p className="note-text">{text === '' ? words.finding.empty : text}</p>
    </div>
  )
}
