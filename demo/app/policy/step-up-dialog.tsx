import type { FormEvent, ReactElement } from 'react'
import type { Instant } from '../../../machines/time.ts'
import { StepUpHost, type StepUpHostParts } from '../../../src/react/index.ts'
import type { StepUpPrompt } from '../../../src/step-up/presence.ts'
import { Countdown } from '../../../src/visualizer/countdown.tsx'
import { Button } from '../parts/button.tsx'
import { policyWords } from '../words/policy-en.ts'

const words = policyWords.presence

/** The prompt of all actions; what is typed goes to the method and nowhere else. */
export function StepUpDialog({ now }: { readonly now: () => Instant }): ReactElement {
  return (
    <StepUpHost>
      {(parts) => (parts.prompt === null ? null : <Prompt {...parts} prompt={parts.prompt} now={now} />)}
    </StepUpHost>
  )
}

interface PromptProps extends StepUpHostParts {
  readonly prompt: StepUpPrompt
  readonly now: () => Instant
}

function Prompt({ prompt, answer, choose, cancel, now }: PromptProps): ReactElement {
  const { question, methods, method } = prompt
  return (
    <dialog ref={openModal} className="dialog" aria-labelledby="step-up-title" onClose={cancel}>
      <h2 id="step-up-title">{words.title}</h2>
      {question === null ? (
        <p role="status">{words.working}</p>
      ) : (
        <form className="step-up-form" onSubmit={(event) => submit(event, answer)}>
          <label htmlFor="step-up-answer">{words.wants[question.wants]}</label>
          <input
            id="step-up-answer"
            name="answer"
            type="password"
            inputMode="numeric"
            autoComplete="off"
            autoFocus
            required
          />
          <p role="alert">
            {question.problem === null ? '' : words.problem[question.problem]}
            {question.attemptsLeft === null || question.problem === null ? '' : ` ${words.left(question.attemptsLeft)}`}
            {question.notBefore === null ? null : (
              <Countdown wait={{ until: question.notBefore, from: null }} now={now} />
            )}
          </p>
          <Button kind="primary" type="submit">
            {words.go}
          </Button>
        </form>
      )}
      <div className="dialog-acts">
        {methods
          .filter((other) => other !== method)
          .map((other) => (
            <Button key={other} onClick={() => choose(other)}>
              {words.with[other] ?? other}
            </Button>
          ))}
        <Button kind="quiet" onClick={cancel}>
          {words.cancel}
        </Button>
      </div>
    </dialog>
  )
}

function submit(event: FormEvent<HTMLFormElement>, answer: (text: string) => void): void {
  event.preventDefault()
  const form = event.currentTarget
  const text = new FormData(form).get('answer')
  form.reset()
  if (typeof text === 'string' && text !== '') answer(text)
}

function openModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}
