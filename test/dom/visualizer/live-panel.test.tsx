import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { instant } from '../../../machines/index.ts'
import { chartModel, LivePanel } from '../../../src/visualizer/index.ts'
import { lamp } from './light-machine.ts'

afterEach(cleanup)

const model = chartModel(lamp)
const now = () => instant(1_000)

function panel(queue?: Parameters<typeof LivePanel>[0]['queue']) {
  const actor = createActor(lamp).start()
  const { container } = render(<LivePanel auth={{ actor, now }} model={model} {...(queue && { queue })} />)
  return { actor, container }
}

describe('the live panel', () => {
  it('says where the chart stands, what happened last and when the next thing happens', () => {
    const { actor } = panel()
    const where = screen.getByRole('list', { name: 'Where each region stands' })
    expect(where.textContent).toContain('off')
    expect(screen.getByText(/^Nothing yet/)).toBeInstanceOf(HTMLElement)
    act(() => actor.send({ type: 'press' }))
    expect(where.textContent).toContain('lit')
    expect(within(where).getByRole('timer').getAttribute('aria-label')).toBe('in 42 s')
    expect(screen.getByText(/press, if has power/).textContent).toContain('Lit')
  })

  it('logs each event with what it moved, newest first, and no payload', async () => {
    const { actor, container } = panel()
    act(() => actor.send({ type: 'press', secret: 'canary-4711' }))
    act(() => actor.send({ type: 'noise' }))
    await userEvent.click(screen.getByRole('tab', { name: 'Log' }))
    const rows = [...screen.getByRole('region', { name: 'Event log' }).querySelectorAll(':scope > ol > li')]
    expect(rows.map((row) => row.querySelector('code')?.textContent)).toEqual(['noise', 'press'])
    expect(rows[0]?.textContent).toContain('Nothing changed')
    expect(rows[1]?.textContent).toMatch(/off → lit$/)
    expect(container.innerHTML).not.toContain('canary-4711')
  })

  it('keeps the last 200 events', async () => {
    const { actor } = panel()
    act(() => {
      for (let count = 0; count < 250; count++) actor.send({ type: 'press' })
    })
    await userEvent.click(screen.getByRole('tab', { name: 'Log' }))
    expect(screen.getByRole('region', { name: 'Event log' }).querySelectorAll(':scope > ol > li')).toHaveLength(200)
  })

  it('lists the queue in order and counts it on its tab', async () => {
    panel([
      { id: '1', title: 'Note on order 4711', state: 'sending' },
      { id: '2', title: 'Note on order 4712', state: 'waiting', note: 'Second attempt' },
    ])
    await userEvent.click(screen.getByRole('tab', { name: /Queue/ }))
    const items = within(screen.getByRole('tabpanel')).getAllByRole('listitem')
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Note on order 4711sending',
      'Note on order 4712waitingSecond attempt',
    ])
  })

  it('has a word for an empty queue and for an empty log', async () => {
    panel([])
    await userEvent.click(screen.getByRole('tab', { name: 'Queue' }))
    expect(screen.getByRole('tabpanel').textContent).toMatch(/^Nothing waits/)
    await userEvent.click(screen.getByRole('tab', { name: 'Log' }))
    expect(screen.getByRole('tabpanel').textContent).toMatch(/^Nothing has happened/)
  })

  it('moves between its tabs by arrow keys and keeps one stop for Tab', async () => {
    panel([])
    act(() => screen.getByRole('tab', { name: 'Chart' }).focus())
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Log', selected: true }))
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Queue', selected: true }))
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getAllByRole('tab').map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1])
  })
})
