import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { StateTable } from '../../src/visualizer/state-table.tsx'
import { ChartVerdicts } from '../../src/visualizer/verdicts/chart-verdicts.tsx'
import { doorResults, lockless, staysShut } from '../../test/visualizer/door-results.ts'

const model = chartModel(lockless, { states: {}, edges: {} })
const results = doorResults()

const meta: Meta<typeof ChartVerdicts> = {
  title: 'Tools/Verdicts',
  component: ChartVerdicts,
  args: { model, results, machine: lockless },
}

export default meta

type Story = StoryObj<typeof ChartVerdicts>

/** A door that lost its lock, walked by tests that never knocked: what they missed and what broke, played in the simulator. */
export const ADoorWithoutItsLock: Story = {
  async play({ canvas, userEvent }) {
    await expect(canvas.getByRole('status')).toHaveTextContent('1 of 2 promises broken. Tests took 4 of 6 ways.')
    await userEvent.click(canvas.getByRole('button', { name: 'Watch it break' }))
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of OPEN')
    await userEvent.click(canvas.getByRole('button', { name: 'Back' }))
    const ways = within(canvas.getByRole('complementary', { name: 'Ways out of SHUT' }))
    await expect(ways.getByText(`Breaks: ${staysShut}`)).toBeVisible()
    await expect(ways.getByText('No test takes this way')).toBeVisible()
  },
}

export const InTheDark: Story = { ...ADoorWithoutItsLock, globals: { scheme: 'dark' } }

/** The same findings in the table of decisions. */
export const InTheTable: Story = {
  render: () => (
    <StateTable
      model={model}
      lane="door"
      events={['push', 'knock', 'pull', 'wedge', 'kick']}
      ignored={[]}
      results={results}
    />
  ),
  async play({ canvas }) {
    await expect(canvas.getByRole('cell', { name: /knock No test takes this way/ })).toBeVisible()
    await expect(canvas.getByRole('cell', { name: new RegExp(`Breaks: ${staysShut}`) })).toBeVisible()
  },
}
