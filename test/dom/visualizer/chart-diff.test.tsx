import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ChartDiff, chartModel } from '../../../src/visualizer/index.ts'
import { door } from '../../visualizer/planted-charts.ts'
import { oddMachines } from './odd-machines.ts'

afterEach(cleanup)

const plain = (machine: Parameters<typeof chartModel>[0]) => chartModel(machine, { states: {}, edges: {} })

describe('a difference on the screen', () => {
  it('is one drawing with the changes marked, or either version in its place', () => {
    const { container } = render(<ChartDiff before={plain(door())} after={plain(door({ state: true }))} />)
    const held = () => container.querySelector('.ac-diff > svg [data-state="door.HELD"]')
    expect(held()?.getAttribute('data-mark')).toBe('added')
    fireEvent.click(screen.getByRole('button', { name: 'Before' }))
    expect(held()).toBeNull()
    expect(container.querySelector('.ac-diff > svg [data-mark]')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'After' }))
    expect(held()?.getAttribute('data-mark')).toBeNull()
  })

  it('points from the sentence to the place in the drawing', () => {
    const { container } = render(<ChartDiff before={plain(door())} after={plain(door({ state: true }))} />)
    fireEvent.focus(screen.getByRole('button', { name: /There is a new state/ }))
    expect(container.querySelector('.ac-diff > svg .box.lit')?.parentElement?.getAttribute('data-state')).toBe(
      'door.HELD',
    )
  })

  it('plays the shortest way to see it in both versions', () => {
    const { container } = render(<ChartDiff before={plain(door())} after={plain(door({ guard: false }))} />)
    const here = () =>
      [...container.querySelectorAll('.ac-player .box.here')].map((box) =>
        box.parentElement?.getAttribute('data-state'),
      )
    expect(here()).toEqual(['door.SHUT', 'door.OPEN'])
    fireEvent.click(screen.getByRole('button', { name: 'Start' }))
    expect(here()).toEqual(['door.SHUT', 'door.SHUT'])
    expect(screen.getByRole('status').textContent).toBe('Before: “Shut” (SHUT). Now: “Shut” (SHUT).')
  })

  it('says so when there is none', () => {
    render(<ChartDiff before={plain(door())} after={plain(door())} />)
    expect(screen.getByText('No difference.')).toBeTruthy()
  })

  it.each(Object.entries(oddMachines))('is drawn whatever is compared: %s', (_, machine) => {
    const { container } = render(<ChartDiff before={plain(door())} after={plain(machine)} />)
    expect(container.querySelectorAll('[data-mark]').length).toBeGreaterThan(0)
  })
})
