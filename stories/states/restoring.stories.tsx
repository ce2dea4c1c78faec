import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { OpeningScreen } from '../../demo/app/screens/opening-screen.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/RESTORING', component: BesideChart }

export default meta

/** The device is slow to read what it has kept; after 300 ms the user is told. */
export const OpeningYourWork: StoryObj<typeof BesideChart> = {
  args: { session: { RESTORING: 'READING' }, children: <OpeningScreen late /> },
  async play({ canvas }) {
    await expect(canvas.getByRole('heading', { level: 1, name: 'Opening your work' })).toBeVisible()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of READING')
    await expect(canvas.queryByRole('button', { name: 'Sign in' })).toBeNull()
  },
}
