import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { FindingActions } from '../../../demo/app/parts/finding-form.tsx'
import type { Added } from '../../../demo/app/parts/note-form.tsx'
import type { StuckActions } from '../../../demo/app/parts/stuck-acts.tsx'
import type { Permit } from '../../../demo/app/policy/permit.tsx'
import { OrderScreen, type OrderScreenProps } from '../../../demo/app/screens/order-screen.tsx'
import { instant } from '../../../machines/time.ts'
import type { DenialReason, Denied } from '../../../src/policy/decision.ts'
import { shownOrder as order } from './an-order.ts'

const nothing = (): void => {}
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
  it('keeps what a finding was written on top of, whatever arrives while it is written', async () => {
    const saved: (readonly [string, number])[] = []
    const onSave = async (text: string, base: number): Promise<null> => {
      saved.push([text, base])
      return null
    }
    const at = (text: string, version: number) => ({ ...order, finding: { text, version, delivery: 'sent' as const } })
    const props = { ...visit, finding: { ...finding, onSave } }
    const { rerender } = render(<OrderScreen {...props} order={at('Air in the loop', 1)} />)
    const box = screen.getByLabelText('Finding')
    await userEvent.type(box, '; bled')
    rerender(<OrderScreen {...props} order={at('Pump is broken', 2)} />)
    await userEvent.click(screen.getByRole('button', { name: 'Save finding' }))
    expect(saved).toEqual([['Air in the loop; bled', 1]])
    // What was seen before the next word is what the next word stands on.
    expect(box).toHaveValue('Pump is broken')
    await userEvent.type(box, ', replaced')
    await userEvent.click(screen.getByRole('button', { name: 'Save finding' }))
    expect(saved[1]).toEqual(['Pump is broken, replaced', 2])
  })

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
