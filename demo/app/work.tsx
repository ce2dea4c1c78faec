import type { ReactElement } from 'react'
import type { AuthView } from '../../src/view.ts'
import type { FieldApp } from './field-app.ts'
import { OfflineRegion } from './offline-region.tsx'
import { showOrders } from './orders/show-orders.ts'
import { useOrders } from './orders/use-orders.ts'
import type { SigningIn } from './parts/sign-in-actions.tsx'
import { AppFrame } from './screens/app-frame.tsx'
import { OrderScreen } from './screens/order-screen.tsx'
import { OrdersScreen } from './screens/orders-screen.tsx'
import { ReauthNotice } from './screens/reauth-notice.tsx'
import { statusOf } from './status.ts'
import { useClosing } from './use-closing.ts'
import { useRoute } from './use-route.ts'
import { words } from './words/en.ts'

export interface WorkProps {
  readonly app: FieldApp
  readonly view: Extract<AuthView, { status: 'ACTIVE' | 'REFRESHING' | 'OFFLINE_STALE' | 'REAUTH_REQUIRED' }>
  readonly signingIn: SigningIn
  readonly onSignOut: () => void
}

/** The orders of whoever is known here, with or without a connection. */
export function Work({ app, view, signingIn, onSignOut }: WorkProps): ReactElement {
  const { book, auth, createNote } = app
  const route = useRoute()
  const { load, orders, asOf, notes } = useOrders(book)
  const { user, pending, persistence } = view
  const author = user?.name ?? words.account.someone
  const shown = showOrders(orders, { notes, author })
  const closingOf = useClosing(book, view.isOnline)
  const notice =
    view.status === 'REAUTH_REQUIRED' ? (
      <ReauthNotice {...signingIn} reason={view.reason} pending={view.pending} onRetry={auth.retry} />
    ) : (
      <OfflineRegion />
    )

  const addNote = async (order: string, text: string): Promise<boolean> => {
    try {
      await auth.queue?.enqueue(createNote, { order, text })
      return auth.queue !== null
    } catch {
      return false
    }
  }

  /** On top of what the server has by now, where that is what it minded. */
  const sendAgain = async (id: string): Promise<void> => {
    const done = await auth.queue?.resolve(id, 'mine').catch(() => 'not_possible')
    if (done === 'not_possible') await auth.queue?.retry(id)
  }

  return (
    <AppFrame status={statusOf(view)} {...{ user, pending, persistence, onSignOut }}>
      {route.screen === 'orders' ? (
        <OrdersScreen
          load={load}
          orders={shown}
          asOf={asOf}
          isKept={!view.isOnline}
          today={auth.now()}
          onReload={() => void book.reload()}
          notice={notice}
        />
      ) : (
        <OrderScreen
          order={shown.find(({ id }) => id === route.id) ?? null}
          isLoading={load === 'loading'}
          onAddNote={(text) => addNote(route.id, text)}
          onRetryNote={(id) => void sendAgain(id)}
          onDiscardNote={(id) => void auth.queue?.discard(id)}
          {...closingOf(route.id)}
          notice={notice}
        />
      )}
    </AppFrame>
  )
}
