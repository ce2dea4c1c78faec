import type { LifecycleEvent } from '../../src/ports/world.ts'

/** What a platform tells of the app's coming and going. Each call returns an unsubscribe. */
export interface Wakes {
  lifecycle(listener: (event: LifecycleEvent) => void): () => void
  /** Calls back whenever timers may have been held. */
  returns(listener: () => void): () => void
}
