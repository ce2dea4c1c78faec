import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { ADay } from './a-day.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/REFRESHING', component: BesideChart }

export default meta

/** The access is renewed behind the user's back: the screen is the one of ACTIVE. */
export const NobodyNotices: StoryObj<typeof BesideChart> = {
  args: {
    session: { REFRESHING: 'RENEWING' },
    others: { queue: 'IDLE' },
    children: <ADay status={{ tone: 'calm', icon: 'check', word: 'Up to date' }} />,
  },
  async play({ canvas }) {
    await expect(canvas.getByText('Up to date', { selector: '.chip' })).toBeInTheDocument()
    await expect(canvas.queryByRole('status')).toBeNull()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of RENEWING')
  },
}
