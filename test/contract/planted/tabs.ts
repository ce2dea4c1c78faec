import { settle } from '../../../src/testing/fakes/settle.ts'
import { tabsInOneProcess } from '../../../src/testing/fakes/tabs-in-one-process.ts'
import { virtualClock, type VirtualClock } from '../../../src/testing/fakes/virtual-clock.ts'
import type { TabMessage, Tabs } from '../../../src/ports/world.ts'
import type { SharedTabsSubject } from '../../../src/testing/contracts/tabs.contract.ts'

type Planted = (tabs: Tabs, clock: VirtualClock) => Partial<Tabs>

/** Tabs that are right but for one thing. */
export function plantedTabs(plant: Planted, kill?: 'forgets to free'): () => Promise<SharedTabsSubject> {
  return async () => {
    const clock = virtualClock()
    const world = tabsInOneProcess(clock)
    const real = new Map<Tabs, Tabs>()
    return {
      async open() {
        const tabs = world.open()
        const planted = { ...tabs, ...plant(tabs, clock) }
        real.set(planted, tabs)
        return planted
      },
      pass: (milliseconds) => clock.advance(milliseconds),
      async kill(tabs) {
        const known = real.get(tabs)
        if (known !== undefined && kill === undefined) world.kill(known)
      },
      forge: async () => {},
      end: () => settle(1),
    }
  }
}

/** One thing each, and a promise that must notice it. */
export const plantedTabSets: Readonly<Record<string, { readonly plant: Planted; readonly noticedBy: string }>> = {
  'let two in': {
    noticedBy: 'tabs.exclusive.one-at-a-time',
    plant: (_, clock) => ({
      exclusive: async (_name, work) => ({ ok: true, value: await work(), at: clock.wall() }),
    }),
  },
  'have one name only': {
    noticedBy: 'tabs.exclusive.names',
    plant: (tabs) => ({ exclusive: (_, work, options) => tabs.exclusive('one', work, options) }),
  },
  'take whoever comes last first': {
    noticedBy: 'tabs.exclusive.in-line',
    plant: (tabs) => {
      const later: (() => Promise<unknown>)[] = []
      return {
        exclusive: (name, work, options) =>
          new Promise((resolve) => {
            later.push(async () => resolve(await tabs.exclusive(name, work, options)))
            queueMicrotask(() => {
              for (const begin of later.splice(0).toReversed()) void begin()
            })
          }),
      }
    },
  },
  'run work although the wait was given up': {
    noticedBy: 'tabs.exclusive.busy',
    plant: (tabs) => ({
      async exclusive(name, work, options) {
        const outcome = await tabs.exclusive(name, work, options)
        if (!outcome.ok && outcome.failure.kind === 'busy') await work()
        return outcome
      },
    }),
  },
  'forget to listen to the signal': {
    noticedBy: 'tabs.exclusive.aborted',
    plant: (tabs) => ({
      exclusive: (name, work, options) =>
        tabs.exclusive(name, work, { ...options, signal: new AbortController().signal }),
    }),
  },
  'end the work with the signal': {
    noticedBy: 'tabs.exclusive.undisturbed',
    plant: (tabs, clock) => ({
      exclusive: (name, work, options) =>
        Promise.race([
          tabs.exclusive(name, work, options),
          new Promise<{ ok: false; failure: { kind: 'aborted' }; at: ReturnType<typeof clock.wall> }>((resolve) => {
            const end = (): void => resolve({ ok: false, failure: { kind: 'aborted' }, at: clock.wall() })
            options.signal.addEventListener('abort', end, { once: true })
          }),
        ]),
    }),
  },
  'announce to themselves': {
    noticedBy: 'tabs.announce.others',
    plant: (tabs) => {
      const listeners = new Set<(message: TabMessage) => void>()
      return {
        announce(message) {
          tabs.announce(message)
          for (const listener of listeners) listener(message)
        },
        subscribe(listener) {
          listeners.add(listener)
          return tabs.subscribe(listener)
        },
      }
    },
  },
  'announce nothing': { noticedBy: 'tabs.announce.others', plant: () => ({ announce: () => {} }) },
  'keep who has left': {
    noticedBy: 'tabs.subscribe.end',
    plant: (tabs) => ({
      subscribe(listener) {
        tabs.subscribe(listener)
        return () => {}
      },
    }),
  },
  'hear after their end': { noticedBy: 'tabs.dispose.silent', plant: () => ({ dispose: () => {} }) },
}
