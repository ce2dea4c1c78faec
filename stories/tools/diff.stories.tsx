import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { ChartDiff } from '../../src/visualizer/diff/chart-diff.tsx'
import { door } from '../../test/visualizer/planted-charts.ts'
import { sessionChart } from '../session-chart.ts'

const words = { states: {}, edges: {} }

const meta: Meta<typeof ChartDiff> = { title: 'Tools/Diff', component: ChartDiff }

export default meta

type Story = StoryObj<typeof ChartDiff>

/** A state came, a guard went, a delay changed: the last two are in no drawing, so the sentences say them. */
export const ThreeChanges: Story = {
  args: {
    before: chartModel(door(), words),
    after: chartModel(door({ state: true, guard: false, delay: 8_000 }), words),
  },
  async play({ canvas, userEvent }) {
    await expect(canvas.getByText('There is a new state, “Held” (HELD), in “Door” (door).')).toBeVisible()
    await expect(canvas.getByText(/waits 8 s instead of 5 s/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Before' }))
    await expect(canvas.getByRole('button', { name: 'Before' })).toHaveAttribute('aria-pressed', 'true')
    await userEvent.click(canvas.getByRole('button', { name: 'Diff' }))
  },
}

/** The session chart without its queue's waiting room: what is gone stays where it was, as a ghost. */
export const SessionChart: Story = {
  args: {
    before: sessionChart,
    after: {
      ...sessionChart,
      nodes: sessionChart.nodes
        .filter(({ id }) => id !== 'auth.queue.STANDBY')
        .map((node) => ({ ...node, children: node.children.filter((id) => id !== 'auth.queue.STANDBY') })),
      edges: sessionChart.edges.filter(
        ({ source, targets }) => source !== 'auth.queue.STANDBY' && !targets.includes('auth.queue.STANDBY'),
      ),
    },
  },
  async play({ canvas }) {
    await expect(canvas.getByText(/^The state “.*” \(STANDBY\) is gone\.$/)).toBeVisible()
  },
}
