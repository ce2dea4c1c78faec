import type { Clock, Tabs } from './ports/world.ts'

/** A lock that does not even answer `busy` this long after it should have is broken. */
const grace = 3_000

/** Tabs whose `exclusive` keeps its promise of a bounded wait (MT-02), and never rejects while waiting. */
export function boundedTabs(tabs: Tabs, clock: Clock): Tabs {
  return {
    get shared() {
      return tabs.shared
    },
    announce: (message) => tabs.announce(message),
    subscribe: (listener) => tabs.subscribe(listener),
    dispose: () => tabs.dispose(),
    exclusive: (name, work, options) => {
      const { timeout } = options
      if (timeout === null) return tabs.exclusive(name, work, options)
      return new Promise((resolve, reject) => {
        let gaveUp = false
        const cancel = clock.wakeAfter(timeout + grace, () => {
          gaveUp = true
          resolve({ ok: false, failure: { kind: 'busy' }, at: clock.wall() })
        })
        const begin: typeof work = () => {
          cancel()
          // Granted after all, to nobody: the name is given back at once.
          return gaveUp ? new Promise((_, refuse) => refuse(new Error('Came too late'))) : work()
        }
        tabs.exclusive(name, begin, options).then(
          (held) => (cancel(), resolve(held)),
          (fault: unknown) => (cancel(), reject(fault)),
        )
      })
    },
  }
}
