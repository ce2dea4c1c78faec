import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { SignedOutScreen } from '../../demo/app/screens/signed-out-screen.tsx'
import { idle } from './a-day.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/SIGNED_OUT', component: BesideChart }

export default meta

/** The user has signed out; the device is cleared. */
export const ByTheUser: StoryObj<typeof BesideChart> = {
  args: {
    session: { SIGNED_OUT: 'IDLE' },
    children: <SignedOutScreen {...idle} reason="user" isSigningOut={false} />,
  },
  async play({ canvas }) {
    await expect(canvas.getByRole('heading', { level: 1, name: 'Signed out' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Sign in' })).toBeEnabled()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of IDLE')
  },
}
