import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { AuthSimulator } from '../../../src/visualizer/index.ts'
import { lamp } from './light-machine.ts'
import { oddMachines } from './odd-machines.ts'

const wayOf = (edge: string): HTMLElement => {
  const ways = screen.getByRole('complementary')
  const way = [...ways.querySelectorAll('li')].find(({ dataset }) => dataset['edge'] === edge)
  if (way === undefined) throw new Error(`no way ${edge}`)
  return within(way).getByRole('button')
}

describe('a copy to play with', () => {
  it.each(Object.entries(oddMachines))('is made of any machine: %s', (_, machine) => {
    render(<AuthSimulator machine={machine} />)
    expect(screen.getByRole('slider')).toBeDisabled()
  })

  it('fires on Enter, along the edge whose guard holds', async () => {
    render(<AuthSimulator machine={lamp} />)
    expect(wayOf('lamp.off > press [hasNone] > lamp.dark')).not.toHaveAttribute('data-fires')
    const press = wayOf('lamp.off > press [hasPower] > lamp.lit')
    act(() => press.focus())
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('complementary')).toHaveAccessibleName('Ways out of lit')
    expect(screen.getAllByRole('status')[0]).toHaveTextContent('press, if has power. Lit.')
  })

  it('shows beforehand what would happen', async () => {
    render(<AuthSimulator machine={lamp} />)
    await userEvent.hover(wayOf('lamp.off > press [hasPower] > lamp.lit'))
    expect(screen.getByText('Would happen:').parentElement).toHaveTextContent('Would happen: Lamp off → lit')
    expect(screen.getByRole('complementary')).toHaveAccessibleName('Ways out of off')
  })

  it('goes back and forward in time, and another step there replaces what came after', async () => {
    render(<AuthSimulator machine={lamp} />)
    await userEvent.click(wayOf('lamp.off > press [hasPower] > lamp.lit'))
    await userEvent.click(wayOf('lamp.lit > press > lamp.off'))
    expect(screen.getByRole('slider')).toHaveValue('2')
    await userEvent.click(screen.getByRole('button', { name: 'Back' }))
    expect(screen.getByRole('complementary')).toHaveAccessibleName('Ways out of lit')
    await userEvent.click(screen.getByRole('button', { name: 'Forward' }))
    expect(screen.getByRole('complementary')).toHaveAccessibleName('Ways out of off')
    await userEvent.click(screen.getByRole('button', { name: 'Back' }))
    await userEvent.click(wayOf('lamp.lit > cut > lamp.dark'))
    expect(screen.getByRole('slider')).toHaveAttribute('max', '2')
    expect(screen.getByRole('complementary')).toHaveAccessibleName('Ways out of dark')
  })

  it('lists what happened, and finds events in it', async () => {
    render(<AuthSimulator machine={lamp} />)
    await userEvent.click(wayOf('lamp.off > press [hasPower] > lamp.lit'))
    await userEvent.click(wayOf('lamp.lit > cut > lamp.dark'))
    await userEvent.click(screen.getByRole('tab', { name: 'Timeline' }))
    const rows = screen.getAllByRole('row').map((row) => row.textContent)
    expect(rows.slice(1)).toEqual([
      expect.stringContaining('pressoff → lithas powerstart'),
      expect.stringContaining('cutlit → darknone1 s'),
    ])
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find' }), 'cut')
    expect(screen.getAllByRole('row')).toHaveLength(2)
    await userEvent.clear(screen.getByRole('searchbox', { name: 'Find' }))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'bounced')
    expect(screen.getByText('No event fits.')).toBeInTheDocument()
  })

  it('opens a recording again and says which line is none', async () => {
    render(<AuthSimulator machine={lamp} />)
    await userEvent.click(wayOf('lamp.off > press [hasPower] > lamp.lit'))
    await userEvent.click(screen.getByRole('tab', { name: 'Timeline' }))
    const href = screen.getByRole('link', { name: 'Download' }).getAttribute('href') ?? ''
    const recorded = decodeURIComponent(href.slice(href.indexOf(',') + 1))
    const open = screen.getByLabelText('Open a recording')
    await userEvent.upload(open, new File([`${recorded}\n{"no":1}`], 'bad.jsonl'), { applyAccept: false })
    expect(await screen.findByText('Line 2 of bad.jsonl is no event')).toBeInTheDocument()
    await userEvent.upload(open, new File([recorded], 'good.jsonl'), { applyAccept: false })
    expect(await screen.findByText('good.jsonl: 1 event')).toBeInTheDocument()
    expect(screen.getAllByRole('row')).toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Back to what happens now' })).toBeInTheDocument()
  })
})
