import type { Clock, Tabs } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { exclusiveOver } from './exclusive.ts'
import { contextLocks } from './locks.ts'

/** What `singleTab` takes. */
export interface SingleTabOptions {
  /** For the bounded wait. Default: the system's. */
  readonly clock?: Pick<Clock, 'wall' | 'wakeAfter'>
}

/** A context that is alone by nature: a server, a native app, a desktop window. */
export function singleTab(options: SingleTabOptions = {}): Tabs {
  const { exclusive, dispose } = exclusiveOver(contextLocks(), '', options.clock ?? systemClock())
  return {
    exclusive,
    announce: () => {},
    subscribe: () => () => {},
    shared: false,
    dispose,
  }
}
