import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { SigningIn } from '../../../demo/app/parts/sign-in-actions.tsx'
import { LockedScreen } from '../../../demo/app/screens/locked-screen.tsx'
import { OfflineNotice } from '../../../demo/app/screens/offline-notice.tsx'
import { OpeningScreen } from '../../../demo/app/screens/opening-screen.tsx'
import { OrderScreen, type OrderScreenProps } from '../../../demo/app/screens/order-screen.tsx'
import { OrdersScreen, type OrdersScreenProps } from '../../../demo/app/screens/orders-screen.tsx'
import { ReauthNotice } from '../../../demo/app/screens/reauth-notice.tsx'
import { SignedOutScreen } from '../../../demo/app/screens/signed-out-screen.tsx'
import type { FindingActions } from '../../../demo/app/parts/finding-form.tsx'
import type { Added } from '../../../demo/app/parts/note-form.tsx'
import type { StuckActions } from '../../../demo/app/parts/stuck-acts.tsx'
import type { Permit } from '../../../demo/app/policy/permit.tsx'
import { UnsentScreen } from '../../../demo/app/screens/unsent-screen.tsx'
import { instant } from '../../../machines/time.ts'
import type { DenialReason, Denied } from '../../../src/policy/decision.ts'
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
const allowed: Permit = {
  decision: { allowed: true, via: 'online', willQueue: false, until: null },
  now: () => instant(0),
}
const denied = (reason: DenialReason, remedy: Denied['remedy']): Permit => ({
  decision: { allowed: false, reason, remedy, retryAt: null, changesAt: null, readOnly: false },
  now: () => instant(0),
})
const stuck: StuckActions = { onRetry: nothing, onDiscard: nothing, onChange: async () => true }
const finding: FindingActions = {
  onSave: async () => null,
  onKeepMine: nothing,
  onKeepTheirs: nothing,
  onMerge: nothing,
}
const visit: OrderScreenProps = {
  order,
  mayWrite: allowed,
  mayComplete: allowed,
  onComplete: nothing,
  onAddNote: async () => ({ status: 'kept' }),
  stuck,
  finding,
}

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

describe('an order', () => {
  it('empties the note box at once and fills it again where the note could not be kept', async () => {
    const written: string[] = []
    const add = async (text: string): Promise<Added> =>
      written.push(text) > 1 ? { status: 'kept' } : { status: 'not_kept', why: 'This note could not be saved.' }
    render(<OrderScreen {...visit} onAddNote={add} />)
    const box = screen.getByLabelText('Write a note')
    const alert = within(screen.getByRole('region', { name: 'Notes' })).getByRole('alert')
    await userEvent.type(box, 'Valve stuck')
    await userEvent.click(screen.getByRole('button', { name: 'Add note' }))
    expect(box).toHaveValue('Valve stuck')
    expect(alert).toHaveTextContent('could not be saved')
    await userEvent.click(screen.getByRole('button', { name: 'Add note' }))
    expect(box).toHaveValue('')
    expect(alert).toBeEmptyDOMElement()
    expect(written).toEqual(['Valve stuck', 'Valve stuck'])
  })

  it('says why it can’t be completed, and by which rule', async () => {
    render(<OrderScreen {...visit} mayComplete={denied('online_required', 'reconnect')} />)
    const button = screen.getByRole('button', { name: 'Complete order' })
    expect(button).toBeDisabled()
    expect(button).toHaveAccessibleDescription(/Only with a connection. Get a connection./)
    await userEvent.click(screen.getByText('Why?'))
    expect(screen.getByText(/With the server at hand, or within 5 minutes of it/)).toBeVisible()
  })

  it('lets somebody begin who has to prove first that it is them', () => {
    render(<OrderScreen {...visit} mayWrite={denied('step_up_required', 'step_up')} />)
    expect(screen.getByRole('button', { name: 'Add note' })).toBeEnabled()
    expect(screen.getByText('Asks for your PIN or passkey first.')).toBeVisible()
  })

  it('says that the server doesn’t know yet that it is done', () => {
    render(<OrderScreen {...visit} order={{ ...order, status: 'done', closing: 'waiting' }} />)
    expect(screen.getByText('Waiting')).toBeVisible()
    expect(screen.getByText('The server hears of it when you’re back.')).toBeVisible()
  })

  it('says so when it isn’t in the list, once there is one', () => {
    const { rerender } = render(<OrderScreen {...visit} order={null} isLoading />)
    expect(screen.queryByRole('heading')).toBeNull()
    rerender(<OrderScreen {...visit} order={null} />)
    expect(screen.getByRole('heading', { name: 'This order isn’t in your list' })).toBeVisible()
  })
})

describe('a note the server doesn’t take', () => {
  const note = {
    id: 'q1',
    text: 'Valve stuck',
    author: 'Mira Okafor',
    at: '2026-11-21T08:00:00Z',
    delivery: 'stuck',
    trouble: 'refused',
  } as const

  it('can be tried again, changed or discarded', async () => {
    const done: string[] = []
    const ways: StuckActions = {
      onRetry: (id) => done.push(`retry ${id}`),
      onDiscard: (id) => done.push(`discard ${id}`),
      onChange: async (id, text) => done.push(`${id} is ${text}`) > 0,
    }
    render(<OrderScreen {...visit} order={{ ...order, notes: [note] }} stuck={ways} />)
    expect(screen.getByText('Needs you')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await userEvent.click(screen.getByRole('button', { name: 'Change it' }))
    const box = screen.getByRole('textbox', { name: 'Change it' })
    expect(box).toHaveFocus()
    await userEvent.type(box, ', again')
    await userEvent.click(screen.getByRole('button', { name: 'Send it changed' }))
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
    expect(done).toEqual(['retry q1', 'q1 is Valve stuck, again', 'discard q1'])
  })

  it('says so when it is too late to change it', async () => {
    render(
      <OrderScreen {...visit} order={{ ...order, notes: [note] }} stuck={{ ...stuck, onChange: async () => false }} />,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Change it' }))
    await userEvent.click(screen.getByRole('button', { name: 'Send it changed' }))
    expect(screen.getByText(/may have reached the server/)).toBeVisible()
  })

  it('offers no change of what has a photo, whose picture is in the request alone', () => {
    const photo = 'data:image/jpeg;base64,AAAA'
    render(<OrderScreen {...visit} order={{ ...order, notes: [{ ...note, photo }] }} />)
    expect(screen.getByRole('img', { name: 'Photo with this note' })).toHaveAttribute('src', photo)
    expect(screen.queryByRole('button', { name: 'Change it' })).toBeNull()
  })
})

describe('two findings for one order', () => {
  const theirs = { text: 'Pump runs', version: 3, by: 'Jonas Lindqvist' }
  const both = { text: 'Pump is dead', version: 3, delivery: 'stuck', trouble: 'conflict', item: 'q1', theirs } as const

  it('are both shown, and one is chosen or a third one written', async () => {
    const done: string[] = []
    const ways: FindingActions = {
      onSave: async () => null,
      onKeepMine: (item) => done.push(`mine ${item}`),
      onKeepTheirs: (item) => done.push(`theirs ${item}`),
      onMerge: (item, text, base) => done.push(`${item}: ${text} on ${base}`),
    }
    render(<OrderScreen {...visit} order={{ ...order, finding: both }} finding={ways} />)
    expect(screen.getByRole('heading', { name: 'Jonas Lindqvist’s' })).toBeVisible()
    expect(screen.getByText('Pump is dead')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }))
    await userEvent.click(screen.getByRole('button', { name: 'Keep theirs' }))
    await userEvent.click(screen.getByRole('button', { name: 'Write one from both' }))
    const box = screen.getByRole('textbox', { name: 'One from both' })
    await userEvent.clear(box)
    await userEvent.type(box, 'Pump runs, but dry')
    await userEvent.click(screen.getByRole('button', { name: 'Save this one' }))
    expect(done).toEqual(['mine q1', 'theirs q1', 'q1: Pump runs, but dry on 3'])
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
