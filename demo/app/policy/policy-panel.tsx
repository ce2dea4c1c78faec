import type { ReactElement } from 'react'
import type { Auth } from '../../../src/auth.ts'
import { policyWords as words } from '../words/policy-en.ts'
import { capabilities } from './capabilities.ts'
import { CapabilityRow } from './capability-row.tsx'
import { ClockSwitches } from './clock-switches.tsx'
import type { DeviceClock } from './device-clock.ts'
import { PresenceMethods } from './presence-methods.tsx'
import type { PresenceSetUp } from './set-up.ts'

export interface PolicyPanelProps {
  readonly auth: Auth
  readonly clock: DeviceClock
  readonly setUp: PresenceSetUp
}

/** Each capability with its decision, its reason and its countdown; how to prove presence; and a hand on the clock. */
export function PolicyPanel({ auth, clock, setUp }: PolicyPanelProps): ReactElement {
  return (
    <details className="policy">
      <summary>
        <h2>{words.title}</h2>
      </summary>
      <ul className="policy-list">
        {capabilities.names.map((name) => (
          <CapabilityRow key={name} name={name} auth={auth} setUp={setUp} />
        ))}
      </ul>
      <PresenceMethods />
      <ClockSwitches clock={clock} />
    </details>
  )
}
