import type { AccountHash } from '../../machines/facts.ts'
import type { QueueFacts } from '../../machines/outcomes.ts'
import { after } from '../../machines/time.ts'
import { itemActions } from './actions.ts'
import { openBook } from './book.ts'
import { openDesk, type Desk } from './desk.ts'
import { discarding } from './discarding.ts'
import { drain } from './drain.ts'
import { drainerLock } from './drainer-lock.ts'
import { enqueue, enqueueMany } from './enqueue.ts'
import { openIntake } from './intake.ts'
import type { QueueFactory, QueuePart } from './part.ts'
import { recheck } from './recheck.ts'
import { openReplay } from './replay.ts'
import { progressOf } from './progress.ts'
import { exportItems } from './export-items.ts'
import { readSettings, type DurableQueueOptions } from './settings.ts'
import { shelf } from './shelf.ts'

/** Work that survives crashes and waits for the network, for `createAuth({queue})`. Throws `invalid_option`. */
export function durableQueue(options: DurableQueueOptions): QueueFactory {
  const settings = readSettings(options)
  return { create: (host) => createPart(openDesk(host, settings)) }
}

/** A store that could not be read is asked again this much later. */
const rereadRetry = 5_000

/** While another tab sends thousands of items, reading them all again takes this part of a context's time at most. */
const rereadShare = 0.1

const empty: QueueFacts = { pending: 0, sendable: 0, nextAttemptAt: null }

function createPart(desk: Desk): QueuePart {
  const { host } = desk
  const lock = drainerLock(desk)
  const intake = openIntake(desk)
  const replay = openReplay(desk)
  const disposal = new AbortController()
  const rereading = new Set<AccountHash>()
  let failures = 0
  const handedOver = new Map<AccountHash, ReadonlySet<string>>()

  const until = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, disposal.signal])

  let cancelReread = (): void => {}
  let cancelPause = (): void => {}
  let quietUntil = 0

  const reread = (): void => {
    const account = host.owner()
    // One that waits for its turn will see what this one is about.
    if (account === null || rereading.has(account)) return
    const pause = quietUntil - host.clock.monotonic()
    cancelPause()
    if (pause > 0) {
      cancelPause = host.clock.wakeAfter(pause, reread)
      return
    }
    rereading.add(account)
    const read = desk.turn(async () => {
      rereading.delete(account)
      const begun = host.clock.monotonic()
      const failure = await desk.book(account).load()
      const took = host.clock.monotonic() - begun
      quietUntil = begun + took / rereadShare
      return failure
    })
    void read.then((failure) => {
      if (disposal.signal.aborted) return
      cancelReread()
      // The hint that was not followed was the only one: what is shown would stay wrong.
      if (failure !== null) cancelReread = host.clock.wakeAfter(rereadRetry, reread)
      else {
        desk.changed(account)
        void replay.catchUp(account)
      }
    })
  }

  return {
    api: {
      enqueue: (operation, variables, options = {}) => enqueue(desk, intake, { operation, variables, options }),
      enqueueMany: (operation, variables, options = {}) => enqueueMany(desk, intake, { operation, variables, options }),
      ...itemActions(desk),
      ...shelf(desk),
      progress: progressOf(desk),
      export: () => exportItems(desk, host.owner()),
      subscribe: desk.subscribe,
      on: desk.on,
    },

    async facts(account) {
      const book = desk.book(account)
      if (!book.loaded && (await desk.turn(() => book.load())) === null) desk.shown()
      return book.facts()
    },

    async held(account) {
      const book = openBook(account, host)
      await book.load()
      return [...book.heads()].length + book.unreadable.size
    },
    exportOf: (account) => exportItems(desk, account),

    async drainerLock({ account }, signal) {
      if (account !== null) return lock.take(account, until(signal))
      const at = host.clock.wall()
      return { kind: 'unavailable', at, evidence: 'none', retryAt: after(at, 5_000) }
    },

    recheck: ({ account, fence }, signal) =>
      desk.drains(async () => {
        const hold = account === null ? null : lock.held(account, fence)
        const at = host.clock.wall()
        if (hold === null) return { kind: 'failed', at, evidence: 'none', nextAttemptAt: after(at, 5_000) }
        const outcome = await recheck(desk, { ...hold, signal: until(signal), failures })
        failures = outcome.kind === 'failed' ? failures + 1 : 0
        return outcome
      }),

    drain: ({ account, fence }, signal) =>
      desk.drains(async () => {
        const at = host.clock.wall()
        if (account === null) return { kind: 'drained', at, evidence: 'none', queue: empty }
        const hold = lock.held(account, fence)
        return hold === null
          ? { kind: 'fenced', at, evidence: 'none' }
          : drain(desk, { ...hold, signal: until(signal) })
      }),

    release: lock.release,
    handedOver(account, exported) {
      if (exported === null) handedOver.delete(account)
      else handedOver.set(account, new Set(exported.map(({ id }) => id)))
    },
    atSignOut: async (account, choice) =>
      choice === 'keep' ? [] : discarding(host, account, handedOver.get(account) ?? null),

    reread,

    dispose() {
      disposal.abort()
      cancelReread()
      cancelPause()
      lock.release()
    },
  }
}
