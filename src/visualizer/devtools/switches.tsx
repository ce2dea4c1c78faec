'use client'

import { useId, type ReactElement } from 'react'

/** Something of the world that can be switched: the network, a server's answer, the clock. */
export interface WorldSwitch {
  readonly name: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** What happens if …: switches of the world around the app. */
export function Switches({ switches }: { readonly switches: readonly WorldSwitch[] }): ReactElement {
  const id = useId()
  return (
    <div className="ac-switches" role="group" aria-labelledby={id}>
      <h2 id={id}>What happens if …</h2>
      {switches.map(({ name, isOn, onChange }) => (
        <button key={name} type="button" role="switch" aria-checked={isOn} onClick={() => onChange(!isOn)}>
          <span aria-hidden="true" />
          {name}
        </button>
      ))}
    </div>
  )
}
