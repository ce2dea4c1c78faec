import { singleTab } from '../../adapters/tabs/single-tab.ts'
import { webLocks } from '../../adapters/tabs/web-locks.ts'
import type { Tabs } from '../../src/ports/world.ts'
import type { TabsSubject } from '../../src/testing/contracts/exclusive.contract.ts'
import type { SharedTabsSubject } from '../../src/testing/contracts/tabs.contract.ts'
import { settle } from '../../src/testing/fakes/settle.ts'
import { tabsInOneProcess } from '../../src/testing/fakes/tabs-in-one-process.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { realTime } from './real-time.ts'

/** A context that is alone: every `open` is the same one. */
export async function singleTabSubject(): Promise<TabsSubject> {
  const tabs = singleTab()
  return { open: async () => tabs, pass: realTime, end: async () => tabs.dispose() }
}

/** `singleTab` on a clock that doesn't run by itself: its timeouts are the clock's and nobody else's. */
export async function virtualSingleTabSubject(): Promise<TabsSubject> {
  const clock = virtualClock()
  const tabs = singleTab({ clock })
  return {
    open: async () => tabs,
    pass: (milliseconds) => clock.advance(milliseconds),
    end: async () => tabs.dispose(),
  }
}

/** The exclusive part over Node's own Web Locks; the whole contract runs between real pages in test/browser. */
export async function webLocksSubject(): Promise<TabsSubject> {
  const name = crypto.randomUUID()
  const opened: Tabs[] = []
  return {
    async open() {
      const tabs = webLocks({ name })
      opened.push(tabs)
      return tabs
    },
    pass: realTime,
    async end() {
      for (const tabs of opened) tabs.dispose()
    },
  }
}

export async function oneProcessSubject(): Promise<SharedTabsSubject> {
  const clock = virtualClock()
  const world = tabsInOneProcess(clock)
  return {
    open: async () => world.open(),
    pass: (milliseconds) => clock.advance(milliseconds),
    kill: async (tabs) => world.kill(tabs),
    // Typed messages between closures: there is no channel that anybody else could write to.
    forge: async () => {},
    end: () => settle(1),
  }
}
