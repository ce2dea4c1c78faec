'use client'

import type { ReactElement } from 'react'

/** One thing the app can do, and whether the person may. */
export interface ShownCapability {
  readonly name: string
  readonly allowed: boolean
  /** Why, as `useCan` tells it: the reason, and what would help. */
  readonly why: string
}

/** What may be done right now, and why not. */
export function CapabilityTable({ rows }: { readonly rows: readonly ShownCapability[] }): ReactElement {
  if (rows.length === 0) return <p className="ac-quiet">The app has declared nothing that needs a permission.</p>
  return (
    <div className="ac-table" role="region" aria-label="What may be done" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">To do</th>
            <th scope="col">Allowed</th>
            <th scope="col">Why?</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, allowed, why }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td data-tone={allowed ? 'calm' : 'stop'}>{allowed ? 'Yes' : 'No'}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
