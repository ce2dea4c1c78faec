import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { createActor } from 'xstate'
import { createAuthInspector } from '../../src/inspect/create-auth-inspector.ts'
import { jsonlSink } from '../../src/inspect/sinks/jsonl.ts'
import { Viewer } from '../../src/visualizer/viewer/viewer.tsx'
import { door } from '../../test/visualizer/planted-charts.ts'

const meta: Meta<typeof Viewer> = { title: 'Tools/Viewer', component: Viewer }

export default meta

type Story = StoryObj<typeof Viewer>

const alone = { fragment: '', given: null, host: null, window, channel: null }
const withRecording = { ...alone, given: recorded() }

/** Before anything is opened. */
export const Empty: Story = {
  render: () => <Viewer page={alone} />,
  async play({ canvas }) {
    await expect(canvas.getByText('Drop a chart or a recording here.')).toBeVisible()
  },
}

/** A recording, moment by moment. */
export const Recording: Story = {
  render: () => <Viewer page={withRecording} />,
  async play({ canvas, userEvent }) {
    await expect(canvas.getByText('Step 2 of 2')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Back' }))
    await expect(canvas.getByText('Step 1 of 2')).toBeVisible()
  },
}

function recorded(): string {
  const lines: string[] = []
  const actor = createActor(door()).start()
  createAuthInspector({ actor, now: () => 1_000 }, { sinks: [jsonlSink((line) => lines.push(line))] })
  actor.send({ type: 'knock' })
  actor.send({ type: 'push' })
  actor.stop()
  return lines.slice(0, 4).join('')
}
