import type * as React from 'react'
import type * as ReactDom from 'react-dom/client'
import { consumers, refreshes } from './names.ts'

/** Each contestant brings the copy of React that it was installed with. */
export interface ReactModules {
  readonly react: typeof React
  readonly dom: typeof ReactDom
}

export interface Mounted {
  /** Puts the consumers below the contestant's provider. */
  readonly provide: (consumers: React.ReactNode) => React.ReactNode
  /** A hook that reads the session as the contestant's documentation shows. */
  readonly useText: () => string
  /** The consumers show somebody who is signed in. */
  readonly isReady: () => boolean
  /** One token refresh, to its end. */
  readonly refresh: () => Promise<unknown>
}

/**
 * React's own count of consumers that it drew again while the token was refreshed. Each has a Profiler inside: one that
 * stands between a context and its consumers is not told of what the context alone causes.
 */
export async function countCommits({ react, dom }: ReactModules, mounted: Mounted): Promise<number> {
  const { createElement: element } = react
  let commits = 0
  const profiler = { id: 'consumer', onRender: () => void (commits += 1) }
  const Consumer = (): React.ReactNode => element(react.Profiler, profiler, mounted.useText())
  const each = Array.from({ length: consumers }, (_, key) => element(Consumer, { key }))
  const place = document.body.appendChild(document.createElement('div'))
  const root = dom.createRoot(place)
  root.render(mounted.provide(each))
  for (let tries = 0; !(place.hasChildNodes() && mounted.isReady()); tries += 1) {
    if (tries > 100) throw new Error('Cannot count: nobody is signed in')
    await pause(50)
  }
  await pause(200)
  const before = commits
  for (let done = 0; done < refreshes; done += 1) {
    await mounted.refresh()
    // Every update of this refresh is drawn before the next begins.
    await pause(30)
  }
  const counted = commits - before
  root.unmount()
  place.remove()
  return counted
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
