import { useCallback, useSyncExternalStore } from 'react'
import type { AuthQueue } from '../../src/queue/api.ts'
import { useAuth, usePresence } from '../../src/react/index.ts'
import type { ChipProps } from './parts/chip.tsx'
import { statusOf } from './status.ts'

/** The session and its unsent work in three words, as they change. */
export function useStatus(queue: AuthQueue | null): ChipProps {
  const view = useAuth()
  const { isSealed } = usePresence()
  const subscribe = useCallback((listener: () => void) => queue?.subscribe(listener) ?? (() => {}), [queue])
  const needing = useSyncExternalStore(subscribe, () => queue?.counts().needsAttention ?? 0)
  const waiting = useSyncExternalStore(subscribe, () => waitingIn(queue))
  return statusOf(view, { waiting, needing, isSealed })
}

/** What goes out by itself: without what waits for the user. */
function waitingIn(queue: AuthQueue | null): number {
  const { pending = 0, in_flight: inFlight = 0 } = queue?.counts().byState ?? {}
  return pending + inFlight
}
