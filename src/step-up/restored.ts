import type { PolicyHost } from '../policy/part.ts'
import { stepUpIsShut } from './region.ts'

/** Resolves once what a proof has opened is shown, or nothing will be any more. */
export function restored(host: PolicyHost, signal: AbortSignal): Promise<void> {
  const isReading = (): boolean =>
    !signal.aborted && host.view().status === 'RESTORING' && !stepUpIsShut(host.snapshot())
  return new Promise((resolve) => {
    if (!isReading()) return resolve()
    const unwatch = host.watch(() => {
      if (isReading()) return
      unwatch()
      resolve()
    })
  })
}
