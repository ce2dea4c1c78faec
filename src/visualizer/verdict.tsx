'use client'

import type { ReactElement } from 'react'
import type { Paint } from './verdicts/paint.ts'

/** What tests say about a state or a way, where they say anything. */
export function Verdict({
  of,
  paint,
}: {
  readonly of: string
  readonly paint: Paint | undefined
}): ReactElement | null {
  const verdict = paint?.get(of)
  if (verdict === undefined) return null
  return (
    <em className="ac-verdict" data-verdict={verdict.kind}>
      {verdict.words}
    </em>
  )
}
