import type { ComponentProps, ReactElement, ReactNode } from 'react'
import type { AppFrameProps } from '../screens/app-frame.tsx'
import { AppFrame } from '../screens/app-frame.tsx'
import { OrdersScreen } from '../screens/orders-screen.tsx'
import { firstOrders } from '../../server/api/first-orders.ts'

const today = new Date('2026-03-02T09:00:00')

const asOf = new Date('2026-03-02T13:55:00').getTime()

const user = { id: 'mira', name: 'Mira Okafor', email: 'mira@northgate.example', picture: null }

const orders = firstOrders(today).map((order) => ({
  ...order,
  notes: order.notes.map((note) => ({ ...note, delivery: 'sent' as const })),
  finding: { ...order.finding, delivery: 'sent' as const },
}))

export interface ADayProps {
  readonly status: AppFrameProps['status']
  readonly pending?: number
  /** The orders come from this device. */
  readonly isKept?: boolean
  readonly notice?: ReactNode
}

/** The field worker's list of orders, as the app shows it to whoever is known here. */
export function ADay({ status, pending = 0, isKept = false, notice }: ADayProps): ReactElement {
  const list: ComponentProps<typeof OrdersScreen> = {
    load: 'ready',
    orders,
    asOf,
    isKept,
    today: today.getTime(),
    onReload: nothing,
    notice,
  }
  return (
    <AppFrame
      status={status}
      user={user}
      pending={pending}
      persistence="durable"
      others={[]}
      onSwitch={nothing}
      onAdd={nothing}
      onLock={nothing}
      onSignOut={nothing}
    >
      <OrdersScreen {...list} />
    </AppFrame>
  )
}

function nothing(): void {}
