import { useEffect, useState, useSyncExternalStore, type ReactElement } from 'react'
import { usePresence } from '../../../src/react/index.ts'
import { Button } from '../parts/button.tsx'
import { policyWords } from '../words/policy-en.ts'
import type { PresenceSetUp } from './set-up.ts'

const words = policyWords.presence

/** Stands before the first thing that asks who is there: which way shall this device use? */
export function SetUpDialog({ setUp }: { readonly setUp: PresenceSetUp }): ReactElement | null {
  const isAsked = useSyncExternalStore(setUp.subscribe, setUp.isAsked)
  return isAsked ? <Question setUp={setUp} /> : null
}

function Question({ setUp }: { readonly setUp: PresenceSetUp }): ReactElement {
  const { methods, enroll } = usePresence()
  const [ways, setWays] = useState<readonly string[]>([])
  const [said, say] = useState('')
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    void methods().then((read) => setWays(read.filter((way) => way.isSupported).map(({ method }) => method)))
  }, [methods])

  const choose = async (method: string): Promise<void> => {
    setBusy(true)
    const { status } = await enroll(method)
    setBusy(false)
    if (status === 'enrolled') setUp.answer(true)
    else say(status === 'online_required' ? words.needsServer : words.notEnrolled)
  }

  // The prompt of the method stands in front of this one while it asks.
  return (
    <dialog
      ref={openModal}
      className="dialog"
      aria-labelledby="set-up-title"
      onCancel={(event) => {
        event.preventDefault()
        if (!isBusy) setUp.answer(false)
      }}
    >
      <h2 id="set-up-title">{words.first}</h2>
      <p>{words.firstWhy}</p>
      <p className="dialog-said" role="status">
        {said}
      </p>
      <div className="dialog-acts">
        {ways.map((method) => (
          <Button key={method} disabled={isBusy} onClick={() => void choose(method)}>
            {words.setUp[method] ?? method}
          </Button>
        ))}
        <Button kind="quiet" disabled={isBusy} onClick={() => setUp.answer(false)}>
          {words.later}
        </Button>
      </div>
    </dialog>
  )
}

function openModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}
