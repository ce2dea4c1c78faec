import type { ReactElement } from 'react'
import { words } from '../words/en.ts'

/** The product's mark: a plot of land with a way through it. */
export function Brand(): ReactElement {
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path d="M4 9.5 16 3l12 6.5v13L16 29 4 22.5v-13Z" />
        <path d="m4 9.5 12 6.5 12-6.5M16 16v13" />
      </svg>
      {words.product}
    </span>
  )
}
