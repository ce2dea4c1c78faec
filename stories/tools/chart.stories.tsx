import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { instant } from '../../machines/index.ts'
import { AuthChart } from '../../src/visualizer/auth-chart.tsx'
import { sessionChart } from '../session-chart.ts'

const meta: Meta<typeof AuthChart> = {
  title: 'Tools/Chart',
  component: AuthChart,
  args: { model: sessionChart, now: () => instant(0), label: 'The session' },
}

export default meta

type Story = StoryObj<typeof AuthChart>

/** Signed in, online, nothing to send; the access is renewed in 42 seconds. */
export const SignedIn: Story = {
  args: {
    value: {
      session: 'ACTIVE',
      connectivity: { ONLINE: 'CLEAR' },
      queue: 'IDLE',
      stepUp: 'NONE',
      revocation: 'EMPTY',
    },
    deadlines: { 'auth.session.ACTIVE': instant(42_000) },
  },
  async play({ canvas }) {
    await expect(canvas.getAllByRole('heading', { level: 2 }).length).toBeGreaterThanOrEqual(5)
    const active = canvas.getAllByRole('button', { current: true }).map(({ textContent }) => textContent)
    await expect(active.some((text) => text?.includes('ACTIVE'))).toBe(true)
    await expect(canvas.getAllByRole('timer', { name: 'in 42 s' })).not.toHaveLength(0)
  },
}

/** In a tunnel with work to send: three regions have left their resting place. */
export const InATunnel: Story = {
  args: {
    value: {
      session: { OFFLINE_STALE: 'PARKED' },
      connectivity: { OFFLINE: 'WATCHING' },
      queue: 'CLOSED',
      stepUp: 'NONE',
      revocation: 'EMPTY',
    },
  },
  async play({ canvas }) {
    const ways = canvas.getByRole('complementary')
    await expect(ways).toHaveAccessibleName('Ways out of PARKED')
    const [elsewhere] = canvas.getAllByRole('button', { name: /LOCKED/ })
    if (elsewhere) await userEvent.click(elsewhere)
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of LOCKED')
    await userEvent.click(
      within(canvas.getByRole('complementary')).getByRole('button', { name: 'Back to the active state' }),
    )
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of PARKED')
  },
}

export const InTheDark: Story = { ...SignedIn, globals: { scheme: 'dark' } }
