'use client'

import { useDeferredValue, useMemo, useSyncExternalStore } from 'react'
import type { AnyActor } from 'xstate'
import type { Instant } from '../../machines/time.ts'
import type { ChartTree } from './chart-tree.ts'
import { watchActor, type Watched } from './watch-actor.ts'

/** What a running machine does, as long as the component is on the page. */
export function useWatched(
  actor: AnyActor,
  { tree, now }: { readonly tree: ChartTree; readonly now: () => Instant },
): Watched {
  const watch = useMemo(() => watchActor(actor, { tree, now }), [actor, tree, now])
  // Of many events in a row the last one counts: drawing gives way to whatever the app has to do.
  return useDeferredValue(useSyncExternalStore(watch.subscribe, watch.read, watch.read))
}
