import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/LOCKED', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** {count} changes are kept on this device. You can use another account. */
export const LockedIdleAccountDisabled: Story = {
  name: 'LOCKED.IDLE, account_disabled',
  args: { state: 'LOCKED.IDLE', path: ['restore (due)', 'refresh (account_disabled)'] },
}

/** {count} changes are kept on this device. You can use another account. */
export const LockedIdleTooManyAttempts: Story = {
  name: 'LOCKED.IDLE, too_many_attempts',
  args: { state: 'LOCKED.IDLE', path: ['restore (due)', 'refresh (too_many_attempts)'] },
}

/** The sign-in page opens in a moment. */
export const LockedSigningInPreparingAccountDisabled: Story = {
  name: 'LOCKED.SIGNING_IN.PREPARING, account_disabled',
  args: { state: 'LOCKED.SIGNING_IN.PREPARING', path: ['restore (due)', 'refresh (account_disabled)', 'user.signIn'] },
}

/** Finish there and you come back here. Cancel if you have changed your mind. */
export const LockedSigningInAwayAccountDisabled: Story = {
  name: 'LOCKED.SIGNING_IN.AWAY, account_disabled',
  args: {
    state: 'LOCKED.SIGNING_IN.AWAY',
    path: ['restore (due)', 'refresh (account_disabled)', 'user.signIn', 'signIn (away)'],
  },
}

/** Your account answered. This takes a moment. */
export const LockedSigningInCompletingAccountDisabled: Story = {
  name: 'LOCKED.SIGNING_IN.COMPLETING, account_disabled',
  args: {
    state: 'LOCKED.SIGNING_IN.COMPLETING',
    path: ['restore (due)', 'refresh (account_disabled)', 'user.signIn', 'signIn (prepared)'],
  },
}
