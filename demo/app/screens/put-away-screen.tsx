import type { ReactElement, ReactNode } from 'react'
import { PermitNote, type Permit } from '../policy/permit.tsx'
import { words } from '../words/en.ts'

export interface PutAwayScreenProps {
  readonly permit: Permit
  readonly notice?: ReactNode
}

/** In place of the orders while they may not be looked at. */
export function PutAwayScreen({ permit, notice }: PutAwayScreenProps): ReactElement {
  return (
    <main className="work" tabIndex={-1}>
      {notice}
      <div className="empty">
        <h1>{words.orders.putAway}</h1>
        <PermitNote permit={permit} capability="order.view" />
      </div>
    </main>
  )
}
