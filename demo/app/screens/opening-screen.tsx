import type { ReactElement } from 'react'
import { Brand } from '../parts/brand.tsx'
import { words } from '../words/en.ts'

export interface OpeningScreenProps {
  /** Short waits show nothing at all. */
  readonly late: boolean
}

export function OpeningScreen({ late }: OpeningScreenProps): ReactElement {
  return (
    <main className="stage" aria-busy="true">
      {late ? (
        <div className="card" role="status">
          <Brand />
          <h1>{words.restoring.title}</h1>
          <p className="quiet">{words.restoring.sentence}</p>
        </div>
      ) : null}
    </main>
  )
}
