'use client'

import { Fragment, type ReactElement } from 'react'

export interface CopyProps {
  readonly text: string
  readonly fill: Readonly<Record<string, string>>
}

/** A sentence as a designer wrote it. A parameter nobody has filled stands there by its name. */
export function Copy({ text, fill }: CopyProps): ReactElement {
  const parts = text.split(/\{(\w+)\}/)
  return (
    <p>
      {parts.map((part, place) => {
        const isParameter = place % 2 === 1
        if (!isParameter) return <Fragment key={place}>{part}</Fragment>
        return fill[part] === undefined ? (
          <code key={place} className="ac-param">
            {part}
          </code>
        ) : (
          <Fragment key={place}>{fill[part]}</Fragment>
        )
      })}
    </p>
  )
}
