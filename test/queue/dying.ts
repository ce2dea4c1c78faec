import type { Keys } from '../../src/ports/keys.ts'
import type { Store } from '../../src/ports/store.ts'

/** Where a context ends: at which call of a port, before or after the port has done what it was asked. */
export interface Crash {
  readonly call: number
  readonly when: 'before' | 'after'
}

/** Ports that stop answering together: as a platform is to a context that is gone. */
export interface Dying {
  around(store: Store): Store
  /** The same for anything that is asked and answers. */
  pass<Value>(kind: string, work: () => Promise<Value>): Promise<Value>
  readonly died: Promise<void>
  readonly hasDied: boolean
  readonly calls: number
  /** Which ports were asked, by how often. */
  readonly asked: ReadonlyMap<string, number>
}

/** `null`: only counts. */
export function dying(crash: Crash | null): Dying {
  let tell = (): void => {}
  const died = new Promise<void>((resolve) => (tell = resolve))
  const asked = new Map<string, number>()
  let calls = 0
  let hasDied = false

  const pass = async <Value>(kind: string, work: () => Promise<Value>): Promise<Value> => {
    calls += 1
    asked.set(kind, (asked.get(kind) ?? 0) + 1)
    if (crash === null || calls < crash.call) return work()
    if (calls === crash.call && crash.when === 'after') await work().catch(() => undefined)
    hasDied = true
    tell()
    return new Promise(() => {})
  }

  const around = (store: Store): Store => {
    const { keys } = store
    const mortal: Keys = {
      extractable: keys.extractable,
      ensure: (name) => pass('keys', () => keys.ensure(name)),
      exists: (name) => pass('keys', () => keys.exists(name)),
      seal: (...given) => pass('keys', () => keys.seal(...given)),
      open: (...given) => pass('keys', () => keys.open(...given)),
      destroy: (name) => pass('keys', () => keys.destroy(name)),
      digest: (bytes) => pass('keys', () => keys.digest(bytes)),
    }
    return {
      ...store,
      keys: mortal,
      read: (queries) => pass('store', () => store.read(queries)),
      commit: (...given) => pass('store', () => store.commit(...given)),
      wipe: (scope) => pass('store', () => store.wipe(scope)),
    }
  }

  return {
    around,
    pass,
    died,
    get hasDied() {
      return hasDied
    },
    get calls() {
      return calls
    },
    asked,
  }
}
