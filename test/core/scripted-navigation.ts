import type { Navigation } from '../../src/ports/world.ts'

export interface ScriptedNavigation extends Navigation {
  /** Where the page left for, in order. */
  readonly left: readonly string[]
  /** The browser shows this address now. */
  show(url: string): void
}

/** An address bar without a page. */
export function scriptedNavigation(start = 'https://app.test/'): ScriptedNavigation {
  const left: string[] = []
  let current = start
  return {
    left,
    show: (url) => {
      current = url
    },
    url: () => current,
    assign: (url) => {
      left.push(url)
    },
    replace: (url) => {
      current = new URL(url, current).href
    },
  }
}
