import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { chartModel, Outline } from '../../../src/visualizer/index.ts'
import { lamp } from './light-machine.ts'
import { oddMachines } from './odd-machines.ts'

const rowOf = (id: string): HTMLElement => {
  const row = document.querySelector<HTMLElement>(`[data-row="${id}"]`)
  if (row === null) throw new Error(`no row ${id}`)
  return row
}

describe('the outline', () => {
  it.each(Object.entries(oddMachines))('lists any machine: %s', (_, machine) => {
    render(<Outline model={chartModel(machine)} actor={createActor(machine).start()} />)
    expect(screen.getAllByRole('button').length).toBeGreaterThan(0)
    expect(screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
  })

  it('has one stop for the Tab key, and arrows that walk rows and edges and come back', async () => {
    render(<Outline model={chartModel(lamp)} value="off" />)
    await userEvent.tab()
    expect(document.activeElement).toBe(rowOf('lamp.off'))
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    const way = rowOf('lamp.off > press [hasPower] > lamp.lit')
    expect(document.activeElement).toBe(way)
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(rowOf('lamp.lit'))
    await userEvent.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(way)
    await userEvent.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(rowOf('lamp.off'))
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(rowOf('lamp.dark'))
    expect(screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
  })

  it('opens a state on Enter and tells where it goes', async () => {
    render(<Outline model={chartModel(lamp)} value="off" />)
    const lit = rowOf('lamp.lit')
    expect(lit).toHaveAttribute('aria-expanded', 'false')
    lit.focus()
    await userEvent.keyboard('{Enter}')
    expect(lit).toHaveAttribute('aria-expanded', 'true')
    expect(rowOf('lamp.lit > cut > lamp.dark')).toHaveTextContent('When cut → leads to Dark')
  })

  it('speaks each step of a running machine and marks the way it took', () => {
    const actor = createActor(lamp).start()
    render(<Outline model={chartModel(lamp)} actor={actor} />)
    const status = screen.getByRole('status')
    expect(status).toBeEmptyDOMElement()
    act(() => actor.send({ type: 'press' }))
    expect(status).toHaveTextContent('press, if has power. Lit.')
    expect(within(rowOf('lamp.lit')).getByText(/^Now/)).toBeInTheDocument()
    act(() => actor.send({ type: 'noise' }))
    expect(status).toHaveTextContent('noise changed nothing.')
  })
})
