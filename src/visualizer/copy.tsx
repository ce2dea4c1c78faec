'use client'

import type { ReactElement } from 'react'
import type { Telling } from './use-telling.ts'

export interface CopyProps {
  readonly text: string
  readonly telling: Telling
}

/** A sentence of the chart. With nothing to fill it, its parameters stand there by name, as the designer wrote them. */
export function Copy({ text, telling }: CopyProps): ReactElement {
  if (telling !== undefined) return <p>{telling(text)}</p>
  const parts = text.split(/\{(\w+)\}/)
  return <p>{parts.map((part, place) => (place % 2 === 0 ? part : <Parameter key={place} name={part} />))}</p>
}

function Parameter({ name }: { readonly name: string }): ReactElement {
  return <code className="ac-param">{name}</code>
}
