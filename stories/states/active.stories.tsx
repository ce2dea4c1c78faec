import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/ACTIVE', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** Everything is saved and sent. */
export const Active: Story = {
  name: 'ACTIVE',
  args: { state: 'ACTIVE', path: ['restore (live)'] },
}
