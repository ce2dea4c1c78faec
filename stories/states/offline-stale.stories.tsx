import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { OfflineNotice } from '../../demo/app/screens/offline-notice.tsx'
import { instant } from '../../machines/index.ts'
import { ADay, nothing, since } from './a-day.tsx'
import { BesideChart } from './beside-chart.tsx'

const meta: Meta<typeof BesideChart> = { title: 'States/OFFLINE_STALE', component: BesideChart }

export default meta

/** In a lift shaft, with three changes to send later. */
export const NoConnection: StoryObj<typeof BesideChart> = {
  args: {
    session: { OFFLINE_STALE: 'PARKED' },
    others: { connectivity: { OFFLINE: 'WATCHING' } },
    children: (
      <ADay
        status={{ tone: 'careful', icon: 'cut', word: 'Offline' }}
        pending={3}
        isKept
        notice={
          <OfflineNotice
            reason="network_unavailable"
            since={instant(since)}
            retryAt={null}
            pending={3}
            isPaused={false}
            onRetry={nothing}
          />
        }
      />
    ),
  },
  async play({ canvas }) {
    await expect(canvas.getByText(/3 changes are safe on this device/)).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Try now' })).toBeEnabled()
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of PARKED')
  },
}
