import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { ADay } from './a-day.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/ACTIVE', component: BesideChart }

export default meta

/** Signed in, and everything has been sent. */
export const UpToDate: StoryObj<typeof BesideChart> = {
  args: {
    session: 'ACTIVE',
    others: { queue: 'IDLE' },
    children: <ADay status={{ tone: 'calm', icon: 'check', word: 'Up to date' }} />,
  },
  async play({ canvas }) {
    await expect(canvas.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(canvas.getByRole('button', { name: /Mira Okafor/ })).toBeEnabled()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of ACTIVE')
  },
}
