import { useSyncExternalStore, type ReactElement } from 'react'
import { policyWords as words } from '../words/policy-en.ts'
import type { DeviceClock } from './device-clock.ts'

const day = 86_400_000
const shifts = [
  { word: words.clock.right, shift: 0 },
  { word: words.clock.back, shift: -2 * day },
  { word: words.clock.forward, shift: 8 * day },
] as const

/** Turns the device's clock, as its owner could in the settings. */
export function ClockSwitches({ clock }: { readonly clock: DeviceClock }): ReactElement {
  const shown = useSyncExternalStore(clock.subscribe, clock.shift)
  return (
    <div className="policy-part" role="radiogroup" aria-labelledby="clock-title">
      <h3 id="clock-title">{words.clock.title}</h3>
      <div className="policy-acts">
        {shifts.map(({ word, shift }) => (
          <label key={word} className="switch">
            <input type="radio" name="clock" checked={shown === shift} onChange={() => clock.turn(shift)} />
            {word}
          </label>
        ))}
      </div>
    </div>
  )
}
