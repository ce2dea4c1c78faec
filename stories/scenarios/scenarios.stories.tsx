import type { Meta, StoryObj } from '@storybook/react-vite'
import { PlayedScenario } from '../../demo/app/scenarios/played-scenario.tsx'
import { playScenario } from './play-scenario.ts'

const meta: Meta<typeof PlayedScenario> = {
  title: 'Scenarios/What happens if',
  component: PlayedScenario,
  play: playScenario,
}

export default meta

type Story = StoryObj<typeof PlayedScenario>

export const Tunnel: Story = { name: 'Fly into a tunnel', args: { scenario: 'tunnel' } }

export const LaptopSleeps: Story = { name: 'The laptop sleeps over night', args: { scenario: 'laptop-sleeps' } }

export const SecondTabSignsOut: Story = { name: 'A second tab signs out', args: { scenario: 'second-tab-signs-out' } }

export const RefreshRefused: Story = { name: 'The server refuses to renew', args: { scenario: 'refresh-refused' } }

export const TokenReused: Story = { name: 'The answer to a renewal is lost', args: { scenario: 'token-reused' } }

export const AccountDisabled: Story = {
  name: 'The account is switched off while offline',
  args: { scenario: 'account-disabled' },
}

export const ClockSetBack: Story = { name: 'The clock is set back', args: { scenario: 'clock-set-back' } }

export const CaptivePortal: Story = { name: 'A hotel’s network wants a login', args: { scenario: 'captive-portal' } }

export const ServerDown: Story = { name: 'The sign-in server is down', args: { scenario: 'server-down' } }

export const StorageFull: Story = { name: 'The device is full', args: { scenario: 'storage-full' } }

export const KilledWhileRenewing: Story = {
  name: 'The app is killed between renewing and saving',
  args: { scenario: 'killed-while-renewing' },
}
