import type { Host } from '../host.ts'
import { reconcile, type Looked, type Shown } from './reconcile.ts'

interface Looking {
  /** Made after the looker, which is a part of it. */
  readonly host: () => Host
  readonly shown: () => Shown
}

export interface Looker {
  /**
   * Resolves when the record was looked at. What could not be read, or what the chart could not hear by then, is looked at
   * again by itself.
   */
  look(): Promise<void>
  /** The look under way that was asked for. */
  readonly looking: Promise<void> | null
  /** Called with every step of the chart, before anybody is told of it. */
  step(): void
  /** Nothing is looked at again from now on. */
  stop(): void
}

/** A store that refuses is given time: a second at first, and no more than a read a minute for as long as it does. */
const firstPause = 1_000
const longestPause = 60_000
/** What is missed this often while the chart stands still is missed for a reason that no look can end. */
const mostMisses = 3

/**
 * One look at a time. A burst of hints costs two: the one under way, and one for what came meanwhile. What is found while
 * the chart is busy would be lost: it is looked at again once the chart has settled, whoever asked (MT-07). So is what a
 * store refused to say, after a pause.
 */
export function createLook({ host, shown }: Looking): Looker {
  let running: Promise<void> | null = null
  let isWanted = false
  let isMissed = false
  /** A repetition keeps nobody waiting: a store that hangs would hold up each token. */
  let isAsked = false
  let pause = firstPause
  let cancel: (() => void) | null = null

  const run = async (): Promise<void> => {
    let looked: Looked
    let misses = 0
    const isMissedAtRest = (): boolean => looked === 'missed' && !shown().isBusy
    do {
      isWanted = false
      // A broken adapter is told about where it breaks; what is shown stays as it was.
      looked = await reconcile(host(), shown).catch(() => 'unread' as const)
      misses = looked === 'missed' ? misses + 1 : 0
      // Where the chart has settled meanwhile, no step of it is to be waited for.
    } while (!host().isDisposed() && (isWanted || (isMissedAtRest() && misses < mostMisses)))
    running = null
    isAsked = false
    isMissed = looked === 'missed'
    if (looked === 'unread' || isMissedAtRest()) return repeatLater()
    stop()
    pause = firstPause
  }
  const repeatLater = (): void => {
    if (cancel !== null || host().isDisposed()) return
    cancel = host().platform.clock.wakeAfter(pause, () => {
      cancel = null
      running ??= run()
    })
    pause = Math.min(longestPause, pause * 2)
  }
  const stop = (): void => {
    cancel?.()
    cancel = null
  }
  const look = (): Promise<void> => {
    if (host().isDisposed()) return Promise.resolve()
    isAsked = true
    if (running === null) running = run()
    else isWanted = true
    return running
  }
  return {
    look,
    get looking() {
      return isAsked ? running : null
    },
    step: () => {
      if (!isMissed || shown().isBusy) return
      isMissed = false
      void look()
    },
    stop,
  }
}
