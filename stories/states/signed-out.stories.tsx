import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/SIGNED_OUT', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** Sign in to see your work. */
export const SignedOutIdleNever: Story = {
  name: 'SIGNED_OUT.IDLE, never',
  args: { state: 'SIGNED_OUT.IDLE', path: ['restore (never)'] },
}

/** Sign in to see your work. */
export const SignedOutIdleStorageTimeout: Story = {
  name: 'SIGNED_OUT.IDLE, storage_timeout',
  args: { state: 'SIGNED_OUT.IDLE', path: ['restore (storage_timeout)'] },
}

/** Sign in to see your work. */
export const SignedOutIdleUser: Story = {
  name: 'SIGNED_OUT.IDLE, user',
  args: { state: 'SIGNED_OUT.IDLE', path: ['user.signOut', 'signOut (signed out)'] },
}

/** Sign in to see your work. */
export const SignedOutIdleOtherTab: Story = {
  name: 'SIGNED_OUT.IDLE, other_tab',
  args: { state: 'SIGNED_OUT.IDLE', path: ['restore (due)', 'refresh (signed out elsewhere)'] },
}

/** Sign in to see your work. */
export const SignedOutIdleReported: Story = {
  name: 'SIGNED_OUT.IDLE, reported',
  args: { state: 'SIGNED_OUT.IDLE', path: ['restore (due)', 'refresh (signed out, reported)'] },
}

/** Sign in to see your work. */
export const SignedOutIdleStorageLost: Story = {
  name: 'SIGNED_OUT.IDLE, storage_lost',
  args: { state: 'SIGNED_OUT.IDLE', path: ['restore (due)', 'refresh (gone)'] },
}

/** The sign-in page opens in a moment. */
export const SignedOutSigningInPreparingNever: Story = {
  name: 'SIGNED_OUT.SIGNING_IN.PREPARING, never',
  args: { state: 'SIGNED_OUT.SIGNING_IN.PREPARING', path: ['restore (never)', 'user.signIn'] },
}

/** Finish there and you come back here. Cancel if you have changed your mind. */
export const SignedOutSigningInAwayNever: Story = {
  name: 'SIGNED_OUT.SIGNING_IN.AWAY, never',
  args: { state: 'SIGNED_OUT.SIGNING_IN.AWAY', path: ['restore (never)', 'user.signIn', 'signIn (away)'] },
}

/** Your account answered. This takes a moment. */
export const SignedOutSigningInCompletingNever: Story = {
  name: 'SIGNED_OUT.SIGNING_IN.COMPLETING, never',
  args: { state: 'SIGNED_OUT.SIGNING_IN.COMPLETING', path: ['restore (never)', 'user.signIn', 'signIn (prepared)'] },
}

/** We are clearing this device. You can already pick the account to open next. */
export const SignedOutSigningOutNever: Story = {
  name: 'SIGNED_OUT.SIGNING_OUT, never',
  args: { state: 'SIGNED_OUT.SIGNING_OUT', path: ['user.signOut'] },
}
