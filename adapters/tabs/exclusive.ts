import type { Clock, Tabs } from '../../src/ports/world.ts'
import type { Locks } from './locks.ts'

/** `Tabs.exclusive` over a lock, plus the end of all waits when the tab is disposed. */
export interface Exclusive {
  readonly exclusive: Tabs['exclusive']
  dispose(): void
}

/**
 * Not re-entrant: `work` that asks for its own name waits for itself, until its timeout. Callers join a running flight
 * instead of asking again (MT-03). Never steals (MT-04).
 */
export function exclusiveOver(locks: Locks, prefix: string, clock: Pick<Clock, 'wall' | 'wakeAfter'>): Exclusive {
  const disposal = new AbortController()

  return {
    dispose: () => disposal.abort(),
    async exclusive(name, work, { timeout, signal }) {
      const refuse = (kind: 'busy' | 'aborted') => ({ ok: false, failure: { kind }, at: clock.wall() }) as const
      if (signal.aborted || disposal.signal.aborted) return refuse('aborted')

      let started = false
      const begin = async () => {
        started = true
        return { ok: true, value: await work(), at: clock.wall() } as const
      }

      if (timeout !== null && timeout <= 0) {
        return locks.request(`${prefix}${name}`, { ifAvailable: true }, async (held) =>
          held ? begin() : refuse('busy'),
        )
      }

      const patience = new AbortController()
      let timedOut = false
      const giveUp = (): void => patience.abort()
      signal.addEventListener('abort', giveUp, { once: true })
      disposal.signal.addEventListener('abort', giveUp, { once: true })
      const cancelTimeout =
        timeout === null
          ? () => {}
          : clock.wakeAfter(timeout, () => {
              timedOut = true
              giveUp()
            })
      const stopWaiting = (): void => {
        cancelTimeout()
        signal.removeEventListener('abort', giveUp)
        disposal.signal.removeEventListener('abort', giveUp)
      }
      try {
        return await locks.request(`${prefix}${name}`, { signal: patience.signal }, () => {
          stopWaiting()
          return begin()
        })
      } catch (error) {
        // What `work` throws is the caller's; anything else is a wait that ended: by us, or because the page is leaving.
        if (started) throw error
        return refuse(timedOut ? 'busy' : 'aborted')
      } finally {
        stopWaiting()
      }
    },
  }
}
