import type { Clock, TabMessage, Tabs } from '../../ports/world.ts'
import { heldNames, type HeldNames } from './held-names.ts'

/** Several contexts of one app, all in this process, on one set of locks and one channel. */
export interface TabsInOneProcess {
  open(): Tabs
  /** The context dies as by a crash: its names are free, it hears and says nothing more, its waits never end. */
  kill(tab: Tabs): void
}

type Time = Pick<Clock, 'wall' | 'wakeAfter'>

interface Context {
  readonly listeners: Set<(message: TabMessage) => void>
  readonly disposal: AbortController
  alive: boolean
}

/** Locks and messages between tabs that live in one process. */
export function tabsInOneProcess(clock: Time): TabsInOneProcess {
  const names = heldNames()
  const contexts = new Map<Tabs, Context>()
  return {
    open() {
      const context: Context = { listeners: new Set(), disposal: new AbortController(), alive: true }
      const tab: Tabs = {
        shared: true,
        exclusive: exclusiveIn(context, names, clock),
        announce: (message) => deliver(message, context, [...contexts.values()]),
        subscribe(listener) {
          const entry = (message: TabMessage): void => listener(message)
          context.listeners.add(entry)
          return () => {
            context.listeners.delete(entry)
          }
        },
        dispose() {
          context.listeners.clear()
          context.disposal.abort()
        },
      }
      contexts.set(tab, context)
      return tab
    },
    kill(tab) {
      const context = contexts.get(tab)
      if (context === undefined) return
      context.alive = false
      contexts.delete(tab)
      names.forget(context)
    },
  }
}

/** A channel hands over copies, later, to those who are there by then. */
function deliver(message: TabMessage, from: Context, contexts: readonly Context[]): void {
  if (!from.alive || from.disposal.signal.aborted) return
  const { version, kind, account, generation } = message
  for (const context of contexts) {
    if (context === from) continue
    queueMicrotask(() => {
      if (!context.alive) return
      for (const listener of [...context.listeners]) listener({ version, kind, account, generation })
    })
  }
}

function exclusiveIn(context: Context, names: HeldNames, clock: Time): Tabs['exclusive'] {
  return async (name, work, { timeout, signal }) => {
    const refuse = (kind: 'busy' | 'aborted') => ({ ok: false, failure: { kind }, at: clock.wall() }) as const
    const { signal: disposed } = context.disposal
    if (signal.aborted || disposed.aborted) return refuse('aborted')
    if (timeout !== null && timeout <= 0 && !names.isFree(name)) return refuse('busy')

    const place = names.enter(name, context)
    const patience = timeout === null || timeout <= 0 ? null : timeout
    const end = await firstOf(place.turn, patience, [signal, disposed], clock)
    if (!context.alive) return never()
    if (end !== 'held') {
      place.leave()
      return refuse(end)
    }
    try {
      const value = await work()
      return context.alive ? { ok: true, value, at: clock.wall() } : await never()
    } finally {
      place.leave()
    }
  }
}

async function firstOf(
  turn: Promise<void>,
  patience: number | null,
  signals: readonly AbortSignal[],
  clock: Time,
): Promise<'held' | 'busy' | 'aborted'> {
  let tidy = (): void => {}
  const gaveUp = new Promise<'busy' | 'aborted'>((resolve) => {
    const abort = (): void => resolve('aborted')
    for (const signal of signals) signal.addEventListener('abort', abort, { once: true })
    const cancel = patience === null ? () => {} : clock.wakeAfter(patience, () => resolve('busy'))
    tidy = () => {
      cancel()
      for (const signal of signals) signal.removeEventListener('abort', abort)
    }
  })
  try {
    return await Promise.race([turn.then(() => 'held' as const), gaveUp])
  } finally {
    tidy()
  }
}

/** What a dead context waits for. */
function never(): Promise<never> {
  return new Promise(() => {})
}
