import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/REFRESHING', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** Everything is saved and sent. */
export const RefreshingRenewing: Story = {
  name: 'REFRESHING.RENEWING',
  args: { state: 'REFRESHING.RENEWING', path: ['restore (live)', 'sessionAlarm rings'] },
}

/** We are asking the server. {count} changes are safe on this device. */
export const RefreshingRecovering: Story = {
  name: 'REFRESHING.RECOVERING',
  args: { state: 'REFRESHING.RECOVERING', path: ['restore (due)'] },
}
