import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { AuthChart, chartModel, ChartVerdicts, StateTable, type ChartResults } from '../../../src/visualizer/index.ts'
import { doorResults, lockless, staysShut } from '../../visualizer/door-results.ts'

afterEach(cleanup)

const model = chartModel(lockless, { states: {}, edges: {} })
const results: ChartResults = doorResults()

describe('a chart with what tests found', () => {
  it('paints lines that nobody took and lines that break a promise, and says it in words', async () => {
    const { container } = render(<AuthChart model={model} value="SHUT" results={results} />)
    expect(verdictsIn(container, '.ac-route')).toEqual(new Set(['broken', 'untested']))
    const ways = screen.getByRole('complementary')
    expect(within(ways).getByText(`Breaks: ${staysShut}`)).toBeInstanceOf(HTMLElement)
    expect(within(ways).getByText('No test takes this way')).toBeInstanceOf(HTMLElement)
  })

  it('paints nothing without findings', () => {
    const { container } = render(<AuthChart model={model} value="SHUT" />)
    expect(container.querySelectorAll('[data-verdict]')).toHaveLength(0)
  })

  it('marks a state that no test reached', () => {
    const states = results.coverage.states.map((one) => (one.id === 'door.HELD' ? { ...one, places: 0 } : one))
    const found = { ...results, coverage: { ...results.coverage, states } }
    const { container } = render(<AuthChart model={model} value="SHUT" results={found} />)
    expect(container.querySelector('.ac-box[data-state="door.HELD"]')?.getAttribute('data-verdict')).toBe('untested')
  })
})

describe('the findings', () => {
  it('tell broken promises first, then what nobody tried, then what holds', () => {
    render(<ChartVerdicts model={model} results={results} />)
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`Broken: ${staysShut}`),
        expect.stringContaining('Never taken: in Held, kick → Open'),
        expect.stringContaining('Never taken: in Shut, knock'),
      ]),
    )
    expect(screen.getByText(/1 of 2 promises broken/).textContent).toContain('Tests took 4 of 6 ways.')
    expect(screen.getByText('What holds (1)')).toBeInstanceOf(HTMLElement)
  })

  it('play a breach move by move, without the machine', async () => {
    render(<ChartVerdicts model={model} results={results} />)
    await userEvent.click(screen.getByRole('button', { name: 'Watch it break' }))
    expect(screen.getByText('Step 1 of 1')).toBeInstanceOf(HTMLElement)
    expect(screen.getByRole('complementary', { name: 'Ways out of OPEN' })).toBeInstanceOf(HTMLElement)
    await userEvent.click(screen.getByRole('button', { name: 'Back' }))
    expect(screen.getByRole('complementary', { name: 'Ways out of SHUT' })).toBeInstanceOf(HTMLElement)
    await userEvent.click(screen.getByRole('button', { name: 'Watch it break' }))
    expect(screen.queryByText(/^Step/)).toBeNull()
  })

  it('play it in the simulator where the machine is there, and go on from the breach', async () => {
    render(<ChartVerdicts model={model} results={results} machine={lockless} />)
    await userEvent.click(screen.getByRole('button', { name: 'Watch it break' }))
    expect(screen.getByText(/Step 1 of 1/)).toBeInstanceOf(HTMLElement)
    await userEvent.click(screen.getByRole('button', { name: /wedge/ }))
    expect(screen.getByText(/Step 2 of 2/)).toBeInstanceOf(HTMLElement)
    expect(screen.getByRole('complementary', { name: 'Ways out of HELD' })).toBeInstanceOf(HTMLElement)
  })

  it('are not painted on another drawing', () => {
    const { container } = render(<ChartVerdicts model={model} results={{ ...results, drawing: 'another' }} />)
    expect(screen.getByRole('alert').textContent).toContain('another drawing')
    expect(container.querySelectorAll('[data-verdict]')).toHaveLength(0)
  })
})

it('a table of decisions says which of them nobody tested and which break a promise', () => {
  render(<StateTable model={model} lane="door" events={['push', 'knock', 'kick']} ignored={[]} results={results} />)
  const [shut] = screen.getAllByRole('row').slice(1)
  const cells = shut === undefined ? [] : within(shut).getAllByRole('cell')
  expect(cells.map(({ textContent }) => textContent)).toEqual([
    `push → OpenBreaks: ${staysShut}`,
    'knock No test takes this way',
    'forgotten',
  ])
})

function verdictsIn(container: HTMLElement, selector: string): ReadonlySet<string | null> {
  const painted = container.querySelectorAll(`${selector}[data-verdict]`)
  return new Set([...painted].map((one) => one.getAttribute('data-verdict')))
}
