import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { ReauthNotice } from '../../demo/app/screens/reauth-notice.tsx'
import { ADay, idle, nothing } from './a-day.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/REAUTH_REQUIRED', component: BesideChart }

export default meta

/** It has been a while: the orders stay readable and the work stays safe. */
export const AfterAWhile: StoryObj<typeof BesideChart> = {
  args: {
    session: { REAUTH_REQUIRED: 'IDLE' },
    children: (
      <ADay
        status={{ tone: 'ask', icon: 'key', word: 'Sign in again' }}
        pending={2}
        isKept
        notice={<ReauthNotice {...idle} reason="expired" pending={2} onRetry={nothing} />}
      />
    ),
  },
  async play({ canvas }) {
    await expect(canvas.getByText(/2 changes are safe on this device/)).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Sign in' })).toBeEnabled()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of IDLE')
  },
}
