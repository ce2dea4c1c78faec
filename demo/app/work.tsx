import { useState, type ReactElement } from 'react'
import { useCan, usePresence, useQueue } from '../../src/react/index.ts'
import type { AuthView } from '../../src/view.ts'
import type { FieldApp } from './field-app.ts'
import { OfflineRegion } from './offline-region.tsx'
import { showOrders } from './orders/show-orders.ts'
import { unsentWork } from './orders/unsent-work.ts'
import { useOrders } from './orders/use-orders.ts'
import type { SigningIn } from './parts/sign-in-actions.tsx'
import { saveFile } from './save-file.ts'
import { AppFrame } from './screens/app-frame.tsx'
import { OrderScreen } from './screens/order-screen.tsx'
import { OrdersScreen } from './screens/orders-screen.tsx'
import { PutAwayScreen } from './screens/put-away-screen.tsx'
import { ReauthNotice } from './screens/reauth-notice.tsx'
import { UnsentScreen } from './screens/unsent-screen.tsx'
import { useFieldWork } from './use-field-work.ts'
import type { Extent } from './use-leaving.ts'
import type { People } from './use-people.ts'
import { useRoute } from './use-route.ts'
import { useStatus } from './use-status.ts'
import { WorkNotices } from './work-notices.tsx'
import { words } from './words/en.ts'

export interface WorkProps {
  readonly app: FieldApp
  readonly view: Extract<AuthView, { status: 'ACTIVE' | 'REFRESHING' | 'OFFLINE_STALE' | 'REAUTH_REQUIRED' }>
  readonly signingIn: SigningIn
  readonly people: People
  readonly onSignOut: (extent: Extent) => void
}

/** The orders of whoever is known here, with or without a connection. */
export function Work({ app, view, signingIn, people, onSignOut }: WorkProps): ReactElement {
  const { book, auth, setUp } = app
  const route = useRoute()
  const status = useStatus(auth.queue)
  const { load, orders, asOf, changes } = useOrders(book)
  const { items } = useQueue()
  const mayView = useCan('order.view')
  const work = useFieldWork(app)
  const { lock, methods } = usePresence()
  const [said, say] = useState('')
  const { user, pending, persistence } = view
  const shown = showOrders(orders, { changes, author: user?.name ?? words.account.someone })

  const onLock = async (): Promise<void> => {
    const isReady = (await methods()).some(({ isEnrolled }) => isEnrolled) || (await setUp.ask())
    if (isReady) lock()
  }
  const onSave = async (): Promise<void> => {
    saveFile(words.leaving.fileName(new Date().toISOString().slice(0, 10)), await auth.queue?.export())
    say(words.unsent.saved)
  }
  const notice = (
    <WorkNotices queue={auth.queue} route={route} pending={pending}>
      {view.status === 'REAUTH_REQUIRED' ? (
        <ReauthNotice
          {...signingIn}
          reason={view.reason}
          pending={view.pending}
          onRetry={auth.retry}
          stranger={people.stranger}
        />
      ) : (
        <OfflineRegion />
      )}
    </WorkNotices>
  )

  return (
    <AppFrame {...{ status, user, pending, persistence, onSignOut }} {...people} onLock={() => void onLock()}>
      {screen()}
    </AppFrame>
  )

  function screen(): ReactElement {
    if (route.screen === 'unsent')
      return (
        <UnsentScreen
          items={unsentWork(items)}
          stuck={work.stuck}
          onSave={() => void onSave()}
          said={said}
          notice={notice}
        />
      )
    if (!mayView.allowed) return <PutAwayScreen permit={{ decision: mayView, now: auth.now }} notice={notice} />
    if (route.screen === 'order') return orderScreen(route.id)
    return (
      <OrdersScreen
        load={load}
        orders={shown}
        asOf={asOf}
        isKept={!view.isOnline}
        today={auth.now()}
        onReload={() => void book.reload()}
        notice={notice}
      />
    )
  }

  function orderScreen(id: string): ReactElement {
    return (
      <OrderScreen
        order={shown.find((order) => order.id === id) ?? null}
        isLoading={load === 'loading'}
        mayWrite={work.mayWrite}
        mayComplete={work.mayComplete}
        onAddNote={(text, photo) => work.addNote(id, text, photo)}
        stuck={work.stuck}
        finding={work.findingOf(id)}
        onComplete={() => work.complete(id)}
        problem={work.notCompleted?.order === id ? work.notCompleted.why : ''}
        notice={notice}
      />
    )
  }
}
