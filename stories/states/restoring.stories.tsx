import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/RESTORING', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** We are reading what this device kept for you. */
export const RestoringReading: Story = {
  name: 'RESTORING.READING',
  args: { state: 'RESTORING.READING', path: [] },
}

/** Your work is safe. Unlock the device and it opens. */
export const RestoringUnlocking: Story = {
  name: 'RESTORING.UNLOCKING',
  args: { state: 'RESTORING.UNLOCKING', path: ['restore (store locked)'] },
}

/** Your work is sealed on this device. Show that it is you and it opens. */
export const RestoringUnsealing: Story = {
  name: 'RESTORING.UNSEALING',
  args: { state: 'RESTORING.UNSEALING', path: ['restore (wrapped)'] },
}

/** You are back from the sign-in page. This takes a moment. */
export const RestoringCompleting: Story = {
  name: 'RESTORING.COMPLETING',
  args: { state: 'RESTORING.COMPLETING', path: ['restore (callback)'] },
}

/** The sign-in page opens in a moment. */
export const RestoringSigningInPreparing: Story = {
  name: 'RESTORING.SIGNING_IN.PREPARING',
  args: { state: 'RESTORING.SIGNING_IN.PREPARING', path: ['user.addAccount'] },
}

/** Finish there and you come back here. Cancel if you have changed your mind. */
export const RestoringSigningInAway: Story = {
  name: 'RESTORING.SIGNING_IN.AWAY',
  args: { state: 'RESTORING.SIGNING_IN.AWAY', path: ['user.addAccount', 'signIn (away)'] },
}

/** Your account answered. This takes a moment. */
export const RestoringSigningInCompleting: Story = {
  name: 'RESTORING.SIGNING_IN.COMPLETING',
  args: { state: 'RESTORING.SIGNING_IN.COMPLETING', path: ['user.addAccount', 'signIn (prepared)'] },
}
