import type { Clock, Tabs } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { exclusiveOver } from './exclusive.ts'
import { contextLocks, platformLocks } from './locks.ts'
import { tabChannel } from './tab-channel.ts'

/** What `webLocks` takes. */
export interface WebLocksOptions {
  /** Apps with the same name on one origin share locks and hints. Default `authchart`. */
  readonly name?: string
  /** For the bounded wait. Default: the system's. */
  readonly clock?: Pick<Clock, 'wall' | 'wakeAfter'>
}

/**
 * Web Locks and a BroadcastChannel. Where the platform has no Web Locks (insecure context, old browser) this context
 * counts as alone: `shared` is false, and names are exclusive within it only; compare-and-swap keeps the rows safe.
 */
export function webLocks(options: WebLocksOptions = {}): Tabs {
  const prefix = `authchart:${options.name ?? 'authchart'}:`
  const shared = platformLocks()
  const { exclusive, dispose } = exclusiveOver(shared ?? contextLocks(), prefix, options.clock ?? systemClock())
  const channel = tabChannel(prefix)
  return {
    exclusive,
    announce: channel.announce,
    subscribe: channel.subscribe,
    shared: shared !== null,
    dispose() {
      dispose()
      channel.close()
    },
  }
}
