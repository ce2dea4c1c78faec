import type { Host } from '../host.ts'
import { reconcile, type Looked, type Shown } from './reconcile.ts'

interface Looking {
  /** Made after the looker, which is a part of it. */
  readonly host: () => Host
  readonly shown: () => Shown
}

export interface Looker {
  /** Resolves when the record was looked at; what the chart could not hear by then is looked at again by itself. */
  look(): Promise<void>
  /** The look under way. */
  readonly looking: Promise<void> | null
  /** Called with every step of the chart, before anybody is told of it. */
  step(): void
}

/**
 * One look at a time. A burst of hints costs two: the one under way, and one for what came meanwhile. What is found while
 * the chart is busy would be lost: it is looked at again once the chart has settled, whoever asked (MT-07).
 */
export function createLook({ host, shown }: Looking): Looker {
  let running: Promise<void> | null = null
  let isWanted = false
  let isMissed = false
  const run = async (): Promise<void> => {
    let looked: Looked
    do {
      isWanted = false
      // A broken adapter is told about where it breaks; what is shown stays as it was.
      looked = await reconcile(host(), shown).catch(() => 'done' as const)
      // Where the chart has settled meanwhile, no step of it is to be waited for.
    } while (!host().isDisposed() && (isWanted || (looked === 'missed' && !shown().isBusy)))
    isMissed = looked === 'missed'
    running = null
  }
  const look = (): Promise<void> => {
    if (host().isDisposed()) return Promise.resolve()
    if (running === null) running = run()
    else isWanted = true
    return running
  }
  return {
    look,
    get looking() {
      return running
    },
    step: () => {
      if (!isMissed || shown().isBusy) return
      isMissed = false
      void look()
    },
  }
}
