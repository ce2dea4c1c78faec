import { type Instant } from '../machines/time.ts'
import type { Host } from './host.ts'
import type { CallContext } from './ports/identity.ts'
import type { Clock } from './ports/world.ts'

/** What an adapter gets to notice that its signal has ended; one that doesn't is left behind. */
const grace = 1_000

interface Lent extends Pick<CallContext, 'fetch' | 'cache'> {
  readonly clock: Clock
}

/** Calls to the identity provider that end in time. What a call started by itself ends with it: no timer is left. */
export function boundedCall({ clock, fetch, cache }: Lent): Host['call'] {
  return (work, { timeout, signal }) =>
    new Promise((resolve, reject) => {
      const limit = new AbortController()
      const now = (): Instant => clock.wall()
      const abandon = (): void =>
        resolve({
          ok: false,
          failure: { kind: 'exchange', exchange: { kind: 'no_response', cause: 'timeout' } },
          at: now(),
        })
      const over = (): void => {
        limit.abort(new DOMException('Took too long', 'TimeoutError'))
        cancel = clock.wakeAfter(grace, abandon)
      }
      let cancel = timeout === null ? (): void => {} : clock.wakeAfter(timeout, over)
      const ends = signal === undefined ? limit.signal : AbortSignal.any([limit.signal, signal])
      new Promise<Awaited<ReturnType<typeof work>>>((settle) => settle(work({ fetch, signal: ends, now, cache })))
        .finally(() => cancel())
        .then(resolve, reject)
    })
}
