import { memory } from '../../../adapters/storage/memory.ts'
import type { Auth } from '../../../src/auth.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createTestWorld, type TestWorld, type TestWorldOptions } from '../../../src/testing/test-world.ts'

/** A device on which a scenario is played: one tab in front, on a clock that moves when told to. */
export interface Stage {
  readonly world: TestWorld
  /** The tab in front; another one after `reopen`. */
  readonly auth: Auth
  /** Told whenever another tab is in front. */
  subscribe(listener: () => void): () => void
  /** The tab in front dies as by a crash. */
  kill(): void
  reopen(): Promise<void>
  /** The device has no room for another set of tokens. */
  fill(isFull: boolean): void
  dispose(): void
}

export async function raiseStage(options: TestWorldOptions = {}): Promise<Stage> {
  const world = createTestWorld(options)
  const listeners = new Set<() => void>()
  let full = false
  let tab = openTab()
  await world.settle()

  function openTab(): ReturnType<TestWorld['open']> {
    return world.open({ store: world.watch(limited(memory({ disk: world.disk, clock: world.clock }))) })
  }

  function limited(store: Store): Store {
    return {
      ...store,
      traits: { ...store.traits, survivesRestart: true, sharedBetweenContexts: true },
      commit: async (checks, writes, durability) =>
        full && writes.some((write) => write.do === 'put' && write.row.key.kind === 'session')
          ? { ok: false, failure: { kind: 'quota' }, at: world.clock.wall() }
          : store.commit(checks, writes, durability),
    }
  }

  return {
    world,
    get auth() {
      return tab.auth
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    kill: () => tab.kill(),
    async reopen() {
      tab = openTab()
      for (const listener of listeners) listener()
      await world.settle()
    },
    fill(isFull) {
      full = isFull
    },
    dispose: () => world.dispose(),
  }
}
