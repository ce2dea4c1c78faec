import type { ReactElement } from 'react'
import type { Instant } from '../../../machines/time.ts'
import type { Decision } from '../../../src/policy/decision.ts'
import { Countdown } from '../../../src/visualizer/countdown.tsx'
import { Icon } from '../parts/icon.tsx'
import { policyWords as words } from '../words/policy-en.ts'
import type { FieldCapability } from './capabilities.ts'

/** What a screen has to know to offer an action. */
export interface Permit {
  readonly decision: Decision
  readonly now: () => Instant
}

/** Whether the button may be pressed: a missing proof is asked for when it is. */
export function isOffered({ decision }: Permit): boolean {
  return decision.allowed || decision.remedy === 'step_up'
}

export interface PermitNoteProps {
  readonly permit: Permit
  readonly capability: FieldCapability
  readonly id?: string
}

/** Below an action: why it can't be done, or until when it can. Nothing, where there is nothing to say. */
export function PermitNote({ permit, capability, id }: PermitNoteProps): ReactElement {
  const { decision, now } = permit
  return (
    <div className="permit quiet" id={id}>
      {decision.allowed && decision.via === 'online' ? null : (
        <>
          <p className="permit-line">
            <Icon name={decision.allowed ? 'clock' : 'lock'} />
            <span>{sentence(decision)}</span>
            {decision.allowed && decision.until !== null ? (
              <Countdown wait={{ until: decision.until, from: null }} now={now} />
            ) : null}
          </p>
          <details>
            <summary>{words.why}</summary>
            <p>
              {words.rule[capability]} {decision.allowed ? words.allowed[decision.via] : words.reason[decision.reason]}
            </p>
          </details>
        </>
      )}
    </div>
  )
}

function sentence(decision: Decision): string {
  if (decision.allowed) return decision.willQueue ? words.laterUntil : words.offlineUntil
  if (decision.remedy === 'step_up') return words.asksFirst
  return `${words.denied[decision.reason]} ${words.remedy[decision.remedy]}`.trim()
}
