import type { AuthInput } from '../machines/context.ts'
import type { CheckedOptions } from './options.ts'

/** What the chart is told at its start: the moment, the network, this context's chance and the app's settings. */
export function chartInput(options: CheckedOptions): AuthInput {
  const { clock, connectivity, random } = options.platform
  return {
    at: clock.wall(),
    offline: connectivity.current() === 'offline',
    chance: random.unit(),
    settings: {
      reconnectSpread: options.reconnectSpread,
      warnAfter: options.warnAfter,
      hasProbe: connectivity.probe !== null,
      hasQueue: options.queue !== undefined,
      locksLocally: options.localLock !== null,
    },
  }
}
