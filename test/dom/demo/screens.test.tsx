import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { SigningIn } from '../../../demo/app/parts/sign-in-actions.tsx'
import { LockedScreen } from '../../../demo/app/screens/locked-screen.tsx'
import { OfflineNotice } from '../../../demo/app/screens/offline-notice.tsx'
import { OpeningScreen } from '../../../demo/app/screens/opening-screen.tsx'
import { OrdersScreen, type OrdersScreenProps } from '../../../demo/app/screens/orders-screen.tsx'
import { ReauthNotice } from '../../../demo/app/screens/reauth-notice.tsx'
import { SignedOutScreen } from '../../../demo/app/screens/signed-out-screen.tsx'
import type { StuckActions } from '../../../demo/app/parts/stuck-acts.tsx'
import { UnsentScreen } from '../../../demo/app/screens/unsent-screen.tsx'
import { instant } from '../../../machines/time.ts'
import { shownOrder as order } from './an-order.ts'

const nothing = (): void => {}
const door: SigningIn = { isSigningIn: false, isConnected: true, problem: null, onSignIn: nothing, onCancel: nothing }
const list: OrdersScreenProps = {
  load: 'ready',
  orders: [order],
  asOf: Date.UTC(2026, 10, 21, 8),
  isKept: false,
  today: Date.UTC(2026, 10, 21, 8),
  onReload: nothing,
}
const stuck: StuckActions = { onRetry: nothing, onDiscard: nothing, onChange: async () => true }

describe('opening', () => {
  it('shows nothing until the wait is noticeable', () => {
    const { rerender } = render(<OpeningScreen late={false} />)
    expect(screen.queryByRole('heading')).toBeNull()
    rerender(<OpeningScreen late />)
    expect(screen.getByRole('heading', { name: 'Opening your work' })).toBeVisible()
  })
})

describe('signed out', () => {
  it('offers the way in', async () => {
    const pressed: string[] = []
    render(<SignedOutScreen {...door} reason="never" isSigningOut={false} onSignIn={() => pressed.push('sign in')} />)
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(pressed).toEqual(['sign in'])
  })

  it('says without a connection what is left to do, and why there is no way in', () => {
    render(<SignedOutScreen {...door} reason="user" isSigningOut={false} isConnected={false} />)
    expect(screen.getByText(/We'll tell the server when you're online/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled()
    expect(screen.getByRole('status')).toHaveTextContent('Signing in needs a connection')
  })

  it('tells what became of the last try', () => {
    render(<SignedOutScreen {...door} reason="user" isSigningOut={false} problem="provider_unavailable" />)
    expect(screen.getByRole('status')).toHaveTextContent('The sign-in service isn’t answering')
  })
})

describe('locked', () => {
  it('names who did it and counts the unsent work', () => {
    render(<LockedScreen {...door} reason="account_disabled" pending={3} onUseAnother={nothing} />)
    expect(screen.getByText(/Northgate Field Services has switched it off. 3 changes are kept/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Use another account' })).toBeEnabled()
  })
})

describe('working offline', () => {
  const told = {
    reason: 'network_unavailable',
    since: instant(0),
    retryAt: null,
    pending: 3,
    onRetry: nothing,
  } as const

  it('counts what is safe and offers to try', async () => {
    let tries = 0
    render(<OfflineNotice {...told} isPaused={false} onRetry={() => (tries += 1)} />)
    expect(screen.getByText(/3 changes are safe on this device/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
    expect(tries).toBe(1)
  })

  it('doesn’t offer a try while the server has asked for a pause', () => {
    render(<OfflineNotice {...told} isPaused />)
    expect(screen.getByRole('button', { name: 'Try now' })).toBeDisabled()
  })

  it('leads to the network’s own page behind a portal', () => {
    render(<OfflineNotice {...told} reason="captive_portal" isPaused={false} />)
    expect(screen.getByRole('link', { name: 'Open page' })).toHaveAttribute('target', '_blank')
  })
})

describe('signing in again', () => {
  it('stands above orders that stay readable', () => {
    const notice = <ReauthNotice {...door} reason="revoked" pending={1} onRetry={nothing} />
    render(<OrdersScreen {...list} notice={notice} />)
    expect(screen.getByText(/1 change is safe on this device/)).toBeVisible()
    expect(screen.getByRole('link', { name: /Heating stays cold/ })).toBeVisible()
  })

  it('offers a try where only the time without a connection was too long', () => {
    render(<ReauthNotice {...door} reason="offline_limit" pending={0} onRetry={nothing} />)
    expect(screen.getByRole('button', { name: 'Try now' })).toBeEnabled()
  })
})

describe('the orders', () => {
  it('say that they are loading, that there are none, and that they aren’t here', () => {
    const { rerender } = render(<OrdersScreen {...list} load="loading" orders={[]} />)
    expect(screen.getByRole('status', { name: 'Loading your orders' })).toBeVisible()
    rerender(<OrdersScreen {...list} orders={[]} />)
    expect(screen.getByRole('heading', { name: 'Nothing planned today' })).toBeVisible()
    rerender(<OrdersScreen {...list} load="missing" orders={[]} />)
    expect(screen.getByRole('heading', { name: 'Your orders aren’t on this device yet' })).toBeVisible()
  })
})

describe('the unsent work', () => {
  it('stands in two lists: what waits for the user, and what waits for the connection', () => {
    const common = { kind: 'note', order: 'wo-1', status: null } as const
    const items = [
      { ...common, id: 'q1', text: 'One', delivery: 'waiting', trouble: null },
      { ...common, id: 'q2', text: 'Two', delivery: 'stuck', trouble: 'poison', status: 500 },
    ] as const
    render(<UnsentScreen items={items} stuck={stuck} onSave={nothing} said="" />)
    const mine = within(screen.getByRole('region', { name: 'Waiting for you' }))
    expect(mine.getByText('Two')).toBeVisible()
    expect(mine.getByText('The server answered 500')).toBeVisible()
    expect(within(screen.getByRole('region', { name: 'On its way' })).getByText('One')).toBeVisible()
  })

  it('is said to be none', () => {
    render(<UnsentScreen items={[]} stuck={stuck} onSave={nothing} said="" />)
    expect(screen.getByRole('heading', { name: 'Everything is sent' })).toBeVisible()
  })
})
