import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { LockedScreen } from '../../demo/app/screens/locked-screen.tsx'
import { idle, nothing } from './a-day.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/LOCKED', component: BesideChart }

export default meta

/** The organisation has switched the account off; nothing but the lock can be seen. */
export const SwitchedOff: StoryObj<typeof BesideChart> = {
  args: {
    session: { LOCKED: 'IDLE' },
    children: <LockedScreen {...idle} reason="account_disabled" pending={2} onUseAnother={nothing} />,
  },
  async play({ canvas }) {
    await expect(canvas.getByRole('heading', { level: 1, name: 'This account is locked' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Use another account' })).toBeEnabled()
    await expect(canvas.queryByText('Mira Okafor')).toBeNull()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of IDLE')
  },
}
