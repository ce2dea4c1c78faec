import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { authMachine, instant } from '../../machines/index.ts'
import { sessionHappenings } from '../../src/visualizer/simulate/session-happenings.ts'
import { AuthSimulator } from '../../src/visualizer/simulate/simulator.tsx'

const at = instant(new Date('2026-03-02T14:00:00').getTime())

const input = { at, offline: false, chance: 0.5, settings: { hasQueue: true, hasProbe: true } }

const meta: Meta<typeof AuthSimulator> = {
  title: 'Tools/Simulate',
  component: AuthSimulator,
  render: () => (
    <AuthSimulator
      machine={authMachine}
      happenings={sessionHappenings}
      at={at}
      input={input}
      label="Play with the session"
    />
  ),
}

export default meta

type Story = StoryObj<typeof AuthSimulator>

/** Sign in, lose the network, go back in time. */
export const PlayWithIt: Story = {
  async play({ canvas }) {
    const slider = canvas.getByRole('slider')
    await expect(slider).toBeDisabled()
    await userEvent.click(edgeTo(canvas.getByRole('complementary'), 'auth.session.ACTIVE'))
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of ACTIVE')
    const lost = edgeTo(canvas.getByRole('complementary'), 'auth.session.REFRESHING.RENEWING')
    await userEvent.hover(lost)
    await expect(canvas.getByText(/Would happen/)).toBeVisible()
    await userEvent.click(lost)
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of RENEWING')
    await userEvent.click(canvas.getByRole('button', { name: 'Back' }))
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of ACTIVE')
    await userEvent.click(canvas.getByRole('tab', { name: 'Timeline' }))
    await expect(canvas.getAllByRole('row')).toHaveLength(2)
    await userEvent.click(canvas.getByRole('tab', { name: 'Chart' }))
  },
}

export const InTheDark: Story = { ...PlayWithIt, globals: { scheme: 'dark' } }

function edgeTo(panel: HTMLElement, state: string): HTMLElement {
  const way = within(panel)
    .getAllByRole('button')
    .find((button) => button.dataset['fires'] !== undefined && button.closest('li')?.dataset['edge']?.endsWith(state))
  if (way === undefined) throw new Error(`nothing can be set off that leads to ${state}`)
  return way
}
