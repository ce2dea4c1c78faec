import type { TabMessage, Tabs } from '../../ports/world.ts'
import type { Tab } from './tab.ts'

export interface ChannelWorld {
  /** How often a message arrives: 0, 1 or 2 times. */
  copies(): number
  said(message: TabMessage, tab: Tab): void
  /** +1 when a context gets a name, −1 when it gives it back. */
  held(by: 1 | -1, tab: Tab): void
}

/** Locks and channel as one context reaches them: what comes while it is frozen comes when it thaws. */
export function simTabs(world: ChannelWorld, inner: Tabs, tab: Tab): Tabs {
  return {
    shared: true,
    exclusive: async (name, work, options) => {
      const held = await inner.exclusive(
        name,
        async () => {
          world.held(1, tab)
          try {
            await tab.hear(null)
            return await work()
          } finally {
            world.held(-1, tab)
          }
        },
        options,
      )
      return tab.hear(held)
    },
    announce(message) {
      if (!tab.alive) return
      world.said(message, tab)
      for (let copy = world.copies(); copy > 0; copy -= 1) inner.announce(message)
    },
    subscribe: (listener) =>
      inner.subscribe((message) => {
        if (tab.frozen) void tab.hear(message).then(listener)
        else if (tab.alive) listener(message)
      }),
    dispose: () => inner.dispose(),
  }
}
