import type { LifecycleEvent } from '../../src/ports/world.ts'
import type { Wakes } from './wakes.ts'

/** The page as far as the clock looks at it. */
export interface Page {
  readonly window: EventTarget
  readonly document: EventTarget & { readonly visibilityState: string }
}

/** The page this code runs in, or null on a server, in a worker or in a native app. */
export function hostPage(): Page | null {
  return typeof window === 'undefined' || typeof document === 'undefined' ? null : { window, document }
}

export function pageWakes(page: Page): Wakes {
  return {
    lifecycle: (listener) => watchLifecycle(page, listener),
    returns: (listener) => watchReturns(page, listener),
  }
}

/**
 * Translates page events. `hiding` may come more than once for one departure (`visibilitychange`, `pagehide`,
 * `freeze`): which of them a browser sends differs, and missing one would lose the last chance to act.
 */
function watchLifecycle(page: Page, listener: (event: LifecycleEvent) => void): () => void {
  return listen([
    [page.document, 'visibilitychange', () => listener(page.document.visibilityState === 'hidden' ? 'hiding' : 'woke')],
    [page.document, 'freeze', () => listener('hiding')],
    [page.document, 'resume', () => listener('woke')],
    [page.window, 'pagehide', () => listener('hiding')],
    [page.window, 'pageshow', (event) => 'persisted' in event && event.persisted === true && listener('restored')],
  ])
}

/** Calls back whenever timers may have been held: coming to the front, out of a freeze, out of bfcache, back online. */
function watchReturns(page: Page, listener: () => void): () => void {
  return listen([
    [page.document, 'visibilitychange', listener],
    [page.document, 'resume', listener],
    [page.window, 'pageshow', listener],
    [page.window, 'online', listener],
  ])
}

type Subscription = readonly [target: EventTarget, type: string, handler: (event: Event) => unknown]

function listen(subscriptions: readonly Subscription[]): () => void {
  for (const [target, type, handler] of subscriptions) target.addEventListener(type, handler)
  return () => {
    for (const [target, type, handler] of subscriptions) target.removeEventListener(type, handler)
  }
}
