import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { authMachine, instant } from '../../../machines/index.ts'
import { AuthChart, chartModel } from '../../../src/visualizer/index.ts'
import { hasty, lamp } from './light-machine.ts'
import { oddMachines } from './odd-machines.ts'

afterEach(cleanup)

describe('any machine', () => {
  it.each(Object.entries(oddMachines))('is drawn: %s', (_, machine) => {
    const model = chartModel(machine)
    const actor = createActor(machine).start()
    const { container } = render(<AuthChart model={model} actor={actor} />)
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
    const [first] = screen.getAllByRole('heading', { level: 2 })
    expect(first?.textContent).not.toBe('')
    const active = container.querySelectorAll('[data-on="here"]')
    expect(active).toHaveLength(machine.root.type === 'atomic' ? 0 : active.length)
    expect(container.querySelectorAll('.ac-box[data-state]').length).toBeGreaterThanOrEqual(
      Object.keys(machine.states).length,
    )
  })
})

describe('the chart of a session', () => {
  const model = chartModel(authMachine)
  const value = {
    session: 'ACTIVE',
    connectivity: { ONLINE: 'CLEAR' },
    queue: 'IDLE',
    stepUp: 'NONE',
    revocation: 'EMPTY',
  }

  it('draws every region as a lane and every state of it as a box', () => {
    render(<AuthChart model={model} value={value} />)
    for (const region of ['session', 'connectivity', 'queue', 'stepUp', 'revocation']) {
      const title = model.nodes.find(({ id }) => id === `auth.${region}`)?.words?.title ?? region
      expect(screen.getByRole('region', { name: title })).toBeInstanceOf(HTMLElement)
    }
    const lane = screen.getByRole('region', {
      name: model.nodes.find(({ key }) => key === 'session')?.words?.title ?? '',
    })
    for (const name of [
      'RESTORING',
      'SIGNED_OUT',
      'ACTIVE',
      'REFRESHING',
      'OFFLINE_STALE',
      'REAUTH_REQUIRED',
      'LOCKED',
    ]) {
      expect(within(lane).getByText(name, { selector: '.ac-name > span' })).toBeInstanceOf(HTMLElement)
    }
  })

  it('marks where every region stands', () => {
    const { container } = render(<AuthChart model={model} value={value} />)
    expect(placesIn(container)).toEqual([
      'auth.session.ACTIVE',
      'auth.connectivity.ONLINE.CLEAR',
      'auth.queue.IDLE',
      'auth.stepUp.NONE',
      'auth.revocation.EMPTY',
    ])
  })

  it('tells every way out of the active state', () => {
    render(<AuthChart model={model} value={value} />)
    const told = [...screen.getByRole('complementary').querySelectorAll('[data-edge]')].map((way) =>
      way.getAttribute('data-edge'),
    )
    const declared = model.edges.filter(({ source, forbidden }) => source === 'auth.session.ACTIVE' && !forbidden)
    expect(told).toEqual(expect.arrayContaining(declared.map(({ id }) => id)))
  })

  it('counts down to the moment it is given', () => {
    let now = instant(1_000)
    const deadlines = { 'auth.session.ACTIVE': instant(43_000) }
    render(<AuthChart model={model} value={value} now={() => now} deadlines={deadlines} />)
    const [timer] = screen.getAllByRole('timer', { name: 'in 42 s' })
    now = instant(13_000)
    if (timer) turn(timer)
    expect(screen.getAllByRole('timer', { name: 'in 30 s' })).not.toHaveLength(0)
  })

  it('opens and folds what stands inside a state, and whole lanes', async () => {
    const { container } = render(<AuthChart model={model} value={value} />)
    expect(container.querySelector('[data-state="auth.session.LOCKED.IDLE"]')).toBeNull()
    const [fold] = screen.getAllByRole('button', { name: /inside LOCKED/ })
    if (fold) await userEvent.click(fold)
    expect(container.querySelector('[data-state="auth.session.LOCKED.IDLE"]')).not.toBeNull()
    const [lane] = screen.getAllByRole('button', { name: 'Fold' })
    if (lane) await userEvent.click(lane)
    expect(container.querySelector('[data-state="auth.session.LOCKED"]')).toBeNull()
    expect(screen.getByRole('button', { name: 'Unfold' }).getAttribute('aria-expanded')).toBe('false')
  })

  it('is walked by keyboard from a state along its ways', async () => {
    render(<AuthChart model={model} value={value} />)
    const ways = screen.getByRole('complementary', { name: 'Ways out of ACTIVE' })
    const [first] = within(ways).getAllByRole('button')
    act(() => first?.focus())
    await userEvent.keyboard('{Enter}')
    expect(screen.queryByRole('complementary', { name: 'Ways out of ACTIVE' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Back to the active state' }))
    expect(screen.getByRole('complementary', { name: 'Ways out of ACTIVE' })).toBeInstanceOf(HTMLElement)
  })
})

describe('a running machine', () => {
  it('lights the exact edge it took, among two of the same event', () => {
    const actor = createActor(lamp).start()
    const { container } = render(<AuthChart model={chartModel(lamp)} actor={actor} />)
    expect(takenIn(container)).toEqual([])
    act(() => actor.send({ type: 'press' }))
    expect(takenIn(container)).toEqual(['lamp.off > press [hasPower] > lamp.lit'])
    expect(placesIn(container)).toEqual(['lamp.lit'])
  })

  it('lights every edge of one step, the automatic ones too', () => {
    const actor = createActor(hasty).start()
    const { container } = render(<AuthChart model={chartModel(hasty)} actor={actor} />)
    act(() => actor.send({ type: 'go' }))
    expect(takenIn(container)).toEqual(['hasty.a > go > hasty.b', 'hasty.b > always > hasty.c'])
  })

  it('says so when an event changed nothing', () => {
    const actor = createActor(lamp).start()
    render(<AuthChart model={chartModel(lamp)} actor={actor} />)
    act(() => actor.send({ type: 'noise' }))
    expect(screen.getByText('changed nothing', { exact: false }).textContent).toBe('noise changed nothing')
  })

  it('counts down to the alarm its active state runs', () => {
    const actor = createActor(lamp).start()
    render(<AuthChart model={chartModel(lamp)} actor={actor} now={() => instant(1_000)} />)
    expect(screen.queryByRole('timer')).toBeNull()
    act(() => actor.send({ type: 'press' }))
    expect(screen.getAllByRole('timer', { name: 'in 42 s' })).not.toHaveLength(0)
  })

  it('is followed once under StrictMode and left alone after unmounting', () => {
    const actor = createActor(lamp).start()
    const { container, unmount } = render(
      <StrictMode>
        <AuthChart model={chartModel(lamp)} actor={actor} />
      </StrictMode>,
    )
    act(() => actor.send({ type: 'press' }))
    expect(takenIn(container)).toHaveLength(1)
    unmount()
    actor.send({ type: 'press' })
    expect(actor.getSnapshot().value).toBe('off')
  })
})

/** jsdom knows no animations, so React listens for the name that old browsers gave the event. */
function turn(ring: HTMLElement): void {
  fireEvent(ring, new Event('webkitAnimationIteration', { bubbles: true }))
}

function placesIn(container: HTMLElement): readonly (string | null)[] {
  return [...container.querySelectorAll('[data-on="here"]')].map((box) => box.getAttribute('data-state'))
}

function takenIn(container: HTMLElement): readonly (string | null)[] {
  return [...container.querySelectorAll('.ac-taken')].map((line) => line.getAttribute('data-edges'))
}
