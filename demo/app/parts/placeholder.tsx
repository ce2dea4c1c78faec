import type { ReactElement } from 'react'

/** Where rows will stand. `label` tells what is awaited. */
export function Placeholder({ label }: { readonly label: string }): ReactElement {
  return (
    <div className="placeholder" role="status" aria-label={label}>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="placeholder-row" />
      ))}
    </div>
  )
}
