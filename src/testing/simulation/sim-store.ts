import { memory, type MemoryDisk } from '../../../adapters/storage/memory.ts'
import { fail } from '../../exchange/settle.ts'
import type { KeyName, Keys } from '../../ports/keys.ts'
import type { Outcome } from '../../ports/outcome.ts'
import type { KeyFailure } from '../../ports/keys.ts'
import type { Row, Store, StoreFailure, Write } from '../../ports/store.ts'
import type { StoreFate } from './fates.ts'
import type { Watch } from '../fakes/watched-store.ts'
import type { Tab } from './tab.ts'
import type { Timeline } from './timeline.ts'

export interface StoreWorld {
  readonly time: Timeline
  readonly disk: MemoryDisk
  /** Knows when real cryptography is at rest. */
  readonly watch: Watch
  /** The keys of one context; null: the store's own, which are real. */
  keys(tab: Tab): Keys | null
  fate(tab: Tab, method: 'read' | 'commit' | 'wipe' | 'keys'): StoreFate
  /** A transaction with this write is complete. */
  written(write: Write, before: Row | null): void
  /** The context has heard that it is. */
  confirmed(write: Write): void
  /** Something was sealed: what and as what. */
  sealed(text: SealedRow): void
  crash(tab: Tab): void
}

/** One sealing: by which key, what, as what, and bound to what. */
export interface SealedRow {
  readonly name: KeyName
  readonly plain: Uint8Array
  readonly sealed: Uint8Array
  readonly aad: Uint8Array
}

/** The device's disk as one context reaches it: it works, fails, hangs, is slow or takes the context with it. */
export function simStore(world: StoreWorld, tab: Tab): Store {
  const { time, disk } = world
  const inner = world.watch.over(memory({ disk, clock: tab.clock }))
  const keys = world.keys(tab) ?? inner.keys

  const call = async <Value, Failure>(
    method: 'read' | 'commit' | 'wipe' | 'keys',
    work: () => Promise<Outcome<Value, Failure>>,
    failed: (failure: StoreFailure) => Failure,
  ): Promise<Outcome<Value, Failure>> => {
    if (!tab.alive) return never()
    const fate = world.fate(tab, method)
    switch (fate.kind) {
      case 'hangs':
        return never()
      case 'crashes before':
        world.crash(tab)
        return never()
      case 'crashes after':
        await work()
        world.crash(tab)
        return never()
      case 'unheard':
        await work()
        return tab.hear(fail(failed(fate.failure), tab.clock.wall()))
      case 'fails':
        return tab.hear(fail(failed(fate.failure), tab.clock.wall()))
      case 'works': {
        if (fate.takes === 0) return tab.hear(await work())
        await time.after(fate.takes / 2)
        if (!tab.alive) return never()
        const outcome = await work()
        await time.after(fate.takes / 2)
        return tab.hear(outcome)
      }
      default:
        return fate satisfies never
    }
  }
  const asIs = (failure: StoreFailure): StoreFailure => failure
  const keyCall = <Value>(work: () => Promise<Outcome<Value, KeyFailure>>): Promise<Outcome<Value, KeyFailure>> =>
    call('keys', work, () => ({ kind: 'locked' }))

  return {
    traits: { ...inner.traits, survivesRestart: true, sharedBetweenContexts: true },
    keys: {
      extractable: false,
      ensure: (name) => keyCall(() => keys.ensure(name)),
      exists: (name) => keyCall(() => keys.exists(name)),
      seal: (name, plain, aad) =>
        keyCall(async () => {
          const sealed = await keys.seal(name, plain, aad)
          if (sealed.ok) world.sealed({ name, plain, sealed: sealed.value, aad })
          return sealed
        }),
      open: (name, sealed, aad) => keyCall(() => keys.open(name, sealed, aad)),
      destroy: (name) => keyCall(() => keys.destroy(name)),
      digest: keys.digest,
    },
    read: (queries) => call('read', () => inner.read(queries), asIs),
    async commit(checks, writes, options) {
      const committed = await call(
        'commit',
        async () => {
          const before = writes.map((write) => disk.rows.get(nameOf(write)) ?? null)
          // The memory store commits before it first waits, so nothing comes between these lines.
          const committing = inner.commit(checks, writes, options)
          const outcome = await committing
          if (outcome.ok) writes.forEach((write, index) => world.written(write, before[index] ?? null))
          return outcome
        },
        asIs,
      )
      if (committed.ok) writes.forEach((write) => world.confirmed(write))
      return committed
    },
    wipe: (scope) => call('wipe', () => inner.wipe(scope), asIs),
    dispose: () => inner.dispose(),
  }
}

function nameOf(write: Write): string {
  const { kind, account, id } = write.do === 'delete' ? write.key : write.row.key
  return JSON.stringify([kind, account, id])
}

function never(): Promise<never> {
  return new Promise(() => {})
}
