import { duration } from '../../../machines/index.ts'
import type { Act } from './scenario.ts'

/** Access that soon has to be renewed. */
export const minute = duration(60_000)

export const signIn: Act = {
  says: 'Mira signs in.',
  does: ({ world, auth }) => world.signIn(auth),
  status: 'ACTIVE',
}

export const intoTheTunnel: Act = {
  says: 'The network is gone, and after three seconds of doubt the app believes it.',
  async does({ world }) {
    world.switchNetwork('offline')
    await world.advance('4s')
  },
  status: 'OFFLINE_STALE',
  reason: 'network_unavailable',
}

export const outOfTheTunnel = async ({ world }: Parameters<Act['does']>[0]): Promise<void> => {
  world.switchNetwork('online')
  await world.advance('15s')
}
