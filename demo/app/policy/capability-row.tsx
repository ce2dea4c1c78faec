import { useCallback, useState, type ReactElement } from 'react'
import type { Auth } from '../../../src/auth.ts'
import { changeOf, type Decision } from '../../../src/policy/decision.ts'
import { Countdown } from '../../../src/visualizer/countdown.tsx'
import { Button } from '../parts/button.tsx'
import { Chip, type ChipProps } from '../parts/chip.tsx'
import { policyWords as words } from '../words/policy-en.ts'
import type { FieldCapability } from './capabilities.ts'
import type { PresenceSetUp } from './set-up.ts'
import { refusalOf, useGate } from './use-gate.ts'

export interface CapabilityRowProps {
  readonly name: FieldCapability
  readonly auth: Auth
  readonly setUp: PresenceSetUp
}

/** Whether, why and until when; and a button that tries, which asks for a proof by itself where one is needed. */
export function CapabilityRow({ name, auth, setUp }: CapabilityRowProps): ReactElement {
  const nothing = useCallback(() => undefined, [])
  const { decision, run, isPending } = useGate(name, nothing, setUp)
  const what = words.capability[name]
  const [last, setLast] = useState<{ readonly of: Decision; readonly text: string } | null>(null)
  const say = (text: string): void => setLast({ of: auth.can(name), text })
  const until = changeOf(decision)
  const attempt = (): void =>
    void run().then(
      () => say(words.did(what)),
      (error: unknown) => say(words.refused(what, refusalOf(error))),
    )

  return (
    <li className="policy-row">
      <div className="policy-head">
        <h3>{what}</h3>
        <Chip {...chipOf(decision)} />
        {until === null ? null : (
          <span className="quiet policy-until">
            {decision.allowed ? words.until : words.changes}
            <Countdown wait={{ until, from: null }} now={auth.now} />
          </span>
        )}
      </div>
      <details>
        <summary>{words.why}</summary>
        <p>
          {words.rule[name]} {whyOf(decision)}
        </p>
      </details>
      <Button onClick={attempt} disabled={isPending}>
        {words.attempt}
      </Button>
      <p className="quiet policy-said" role="status">
        {last?.of === decision ? last.text : ''}
      </p>
    </li>
  )
}

function chipOf(decision: Decision): ChipProps {
  if (!decision.allowed)
    return { tone: decision.remedy === 'step_up' ? 'ask' : 'careful', icon: 'lock', word: words.no }
  if (decision.via === 'online') return { tone: 'rest', icon: 'check', word: words.online }
  return { tone: 'calm', icon: 'cut', word: decision.willQueue ? words.offlineQueued : words.offline }
}

function whyOf(decision: Decision): string {
  return decision.allowed
    ? words.allowed[decision.via]
    : `${words.reason[decision.reason]} ${words.remedy[decision.remedy]}`
}
