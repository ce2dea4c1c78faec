import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { eventCatalogue, type RegionName } from '../../machines/index.ts'
import { ignored } from '../../machines/words.ts'
import { StateTable } from '../../src/visualizer/state-table.tsx'
import { sessionChart } from '../session-chart.ts'

const regions: readonly RegionName[] = ['session', 'connectivity', 'queue', 'stepUp', 'revocation']

const meta: Meta<typeof StateTable> = { title: 'Tools/State table', component: StateTable }

export default meta

/** Every state of every region against every event that concerns it. */
export const EveryDecision: StoryObj<typeof StateTable> = {
  render: () => (
    <div className="tables">
      {regions.map((region) => (
        <StateTable
          key={region}
          model={sessionChart}
          lane={`auth.${region}`}
          events={eventsOf(region)}
          ignored={ignored}
        />
      ))}
    </div>
  ),
  async play({ canvas }) {
    await expect(canvas.getAllByRole('table')).toHaveLength(regions.length)
    await expect(canvas.getAllByText(/, 0 forgotten$/)).toHaveLength(regions.length)
    await expect(canvas.queryAllByRole('cell', { name: 'forgotten' })).toHaveLength(0)
  },
}

function eventsOf(region: RegionName): readonly string[] {
  return Object.entries(eventCatalogue)
    .filter(([, { regions: concerned }]) => concerned.some((one) => one === region))
    .map(([event]) => event)
}
