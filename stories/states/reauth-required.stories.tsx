import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/REAUTH_REQUIRED', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleExpired: Story = {
  name: 'REAUTH_REQUIRED.IDLE, expired',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (expired)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleRevoked: Story = {
  name: 'REAUTH_REQUIRED.IDLE, revoked',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (revoked)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleReuseDetected: Story = {
  name: 'REAUTH_REQUIRED.IDLE, reuse_detected',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (reuse_detected)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleRotationLost: Story = {
  name: 'REAUTH_REQUIRED.IDLE, rotation_lost',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (rotation_lost)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleInteractionRequired: Story = {
  name: 'REAUTH_REQUIRED.IDLE, interaction_required',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (interaction_required)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleOfflineLimit: Story = {
  name: 'REAUTH_REQUIRED.IDLE, offline_limit',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (offline_limit)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleKeyLost: Story = {
  name: 'REAUTH_REQUIRED.IDLE, key_lost',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (key_lost)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleIdentityMismatch: Story = {
  name: 'REAUTH_REQUIRED.IDLE, identity_mismatch',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (identity_mismatch)'] },
}

/** Your work is still here. {count} changes are safe on this device. */
export const ReauthRequiredIdleRefused: Story = {
  name: 'REAUTH_REQUIRED.IDLE, refused',
  args: { state: 'REAUTH_REQUIRED.IDLE', path: ['restore (due)', 'refresh (refused)'] },
}

/** You have been offline for longer than this app allows. {count} changes are safe on this device. */
export const ReauthRequiredCutOffOfflineLimit: Story = {
  name: 'REAUTH_REQUIRED.CUT_OFF, offline_limit',
  args: { state: 'REAUTH_REQUIRED.CUT_OFF', path: ['restore (due)', 'refresh (offline_limit)', 'network.suspected'] },
}

/** The network is back; we ask the server in a moment. {count} changes are safe on this device. */
export const ReauthRequiredReturningOfflineLimit: Story = {
  name: 'REAUTH_REQUIRED.RETURNING, offline_limit',
  args: {
    state: 'REAUTH_REQUIRED.RETURNING',
    path: ['restore (due)', 'refresh (offline_limit)', 'network.suspected', 'probe (reached)'],
  },
}

/** The sign-in page opens in a moment. */
export const ReauthRequiredSigningInPreparingExpired: Story = {
  name: 'REAUTH_REQUIRED.SIGNING_IN.PREPARING, expired',
  args: { state: 'REAUTH_REQUIRED.SIGNING_IN.PREPARING', path: ['restore (due)', 'refresh (expired)', 'user.signIn'] },
}

/** Finish there and you come back here. Cancel if you have changed your mind. */
export const ReauthRequiredSigningInAwayExpired: Story = {
  name: 'REAUTH_REQUIRED.SIGNING_IN.AWAY, expired',
  args: {
    state: 'REAUTH_REQUIRED.SIGNING_IN.AWAY',
    path: ['restore (due)', 'refresh (expired)', 'user.signIn', 'signIn (away)'],
  },
}

/** Your account answered. This takes a moment. */
export const ReauthRequiredSigningInCompletingExpired: Story = {
  name: 'REAUTH_REQUIRED.SIGNING_IN.COMPLETING, expired',
  args: {
    state: 'REAUTH_REQUIRED.SIGNING_IN.COMPLETING',
    path: ['restore (due)', 'refresh (expired)', 'user.signIn', 'signIn (prepared)'],
  },
}
