'use client'

import type { ReactElement } from 'react'
import { say, type Filling } from '../../machines/meta/say.ts'

export interface CopyProps {
  readonly text: string
  readonly filling: Filling | undefined
}

/** A sentence of the chart. With nothing to fill it, its parameters stand there by name, as the designer wrote them. */
export function Copy({ text, filling }: CopyProps): ReactElement {
  if (filling !== undefined) return <p>{say(text, filling)}</p>
  const parts = text.split(/\{(\w+)\}/)
  return <p>{parts.map((part, place) => (place % 2 === 0 ? part : <Parameter key={place} name={part} />))}</p>
}

function Parameter({ name }: { readonly name: string }): ReactElement {
  return <code className="ac-param">{name}</code>
}
