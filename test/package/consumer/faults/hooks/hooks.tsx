import type { Auth } from 'authchart'
import { createAuthHooks } from 'authchart/react'
import type { ReactElement } from 'react'

declare const auth: Auth<'note.create' | 'order.complete'>
const { Show, useCan } = createAuthHooks(auth)

export function Complete(): ReactElement {
  const { allowed } = useCan('order.complete')
  return (
    <Show when={{ can: 'note.create' }} fallback={<Show when={{ can: 'note.burn' }} />}>
      {allowed}
    </Show>
  )
}
