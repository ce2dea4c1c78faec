import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent } from 'storybook/test'
import { instant } from '../../machines/index.ts'
import { Outline } from '../../src/visualizer/outline/outline.tsx'
import { sessionChart } from '../session-chart.ts'

const meta: Meta<typeof Outline> = {
  title: 'Tools/Outline',
  component: Outline,
  args: { model: sessionChart, now: () => instant(0), label: 'The session' },
}

export default meta

type Story = StoryObj<typeof Outline>

/** Signed in: the list is walked by keyboard, along the edges too. */
export const SignedIn: Story = {
  args: {
    value: {
      session: 'ACTIVE',
      connectivity: { ONLINE: 'CLEAR' },
      queue: 'IDLE',
      stepUp: 'NONE',
      revocation: 'EMPTY',
    },
  },
  async play({ canvas }) {
    const active = canvas.getByRole('button', { name: /ACTIVE Now: all is well/ })
    await expect(active).toHaveAttribute('tabindex', '0')
    active.focus()
    await userEvent.keyboard('{ArrowDown}')
    const way = document.activeElement
    await expect(way).toHaveAttribute('data-edge', expect.stringContaining('auth.session.ACTIVE >'))
    await userEvent.keyboard('{ArrowRight}')
    await expect(document.activeElement).toHaveAttribute('data-row', expect.stringContaining('auth.session.'))
    await expect(document.activeElement).not.toBe(way)
    await userEvent.keyboard('{ArrowLeft}')
    await expect(document.activeElement).toBe(way)
  },
}

export const InTheDark: Story = { ...SignedIn, globals: { scheme: 'dark' } }
