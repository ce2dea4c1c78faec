import type { Meta, StoryObj } from '@storybook/react-vite'
import { playState, StateStory } from './state-story.tsx'

// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.

const meta: Meta<typeof StateStory> = { title: 'States/OFFLINE_STALE', component: StateStory, play: playState }

export default meta

type Story = StoryObj<typeof StateStory>

/** No connection since {time}. {count} changes are safe on this device and go out when you're back. */
export const OfflineStaleParkedNetworkUnavailable: Story = {
  name: 'OFFLINE_STALE.PARKED, network_unavailable',
  args: { state: 'OFFLINE_STALE.PARKED', path: ['restore (live)', 'network.lost', 'connectivityAlarm rings'] },
}

/** Something answers, but not our server. {count} changes are safe on this device. */
export const OfflineStaleDoubtingCaptivePortal: Story = {
  name: 'OFFLINE_STALE.DOUBTING, captive_portal',
  args: { state: 'OFFLINE_STALE.DOUBTING', path: ['restore (due)', 'refresh (captive_portal)'] },
}

/** The network is there; we keep trying. {count} changes are safe on this device. */
export const OfflineStaleWaitingNetworkUnavailable: Story = {
  name: 'OFFLINE_STALE.WAITING, network_unavailable',
  args: { state: 'OFFLINE_STALE.WAITING', path: ['restore (due)', 'refresh (network_unavailable)'] },
}

/** The network is there; we keep trying. {count} changes are safe on this device. */
export const OfflineStaleWaitingServerUnavailable: Story = {
  name: 'OFFLINE_STALE.WAITING, server_unavailable',
  args: { state: 'OFFLINE_STALE.WAITING', path: ['restore (due)', 'refresh (server_unavailable)'] },
}

/** The network is there; we keep trying. {count} changes are safe on this device. */
export const OfflineStaleWaitingRefreshFailed: Story = {
  name: 'OFFLINE_STALE.WAITING, refresh_failed',
  args: { state: 'OFFLINE_STALE.WAITING', path: ['restore (due)', 'refresh (refresh_failed)'] },
}

/** The network is there; we keep trying. {count} changes are safe on this device. */
export const OfflineStaleWaitingDiscoveryUnavailable: Story = {
  name: 'OFFLINE_STALE.WAITING, discovery_unavailable',
  args: { state: 'OFFLINE_STALE.WAITING', path: ['restore (due)', 'refresh (discovery_unavailable)'] },
}

/** The network is there; we keep trying. {count} changes are safe on this device. */
export const OfflineStaleWaitingThrottled: Story = {
  name: 'OFFLINE_STALE.WAITING, throttled',
  args: { state: 'OFFLINE_STALE.WAITING', path: ['restore (due)', 'refresh (throttled)'] },
}

/** The network is there; we keep trying. {count} changes are safe on this device. */
export const OfflineStaleWaitingMisconfigured: Story = {
  name: 'OFFLINE_STALE.WAITING, misconfigured',
  args: { state: 'OFFLINE_STALE.WAITING', path: ['restore (due)', 'refresh (misconfigured)'] },
}

/** The network is back. {count} changes go out in a moment. */
export const OfflineStaleReturningCaptivePortal: Story = {
  name: 'OFFLINE_STALE.RETURNING, captive_portal',
  args: { state: 'OFFLINE_STALE.RETURNING', path: ['restore (due)', 'refresh (captive_portal)', 'probe (reached)'] },
}
