import type { Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Store } from '../ports/store.ts'
import type { Clock } from '../ports/world.ts'

/** Longer than any adapter's own deadline; what takes longer hangs (ST-11). */
const patience = 8_000

interface Bounds {
  readonly clock: Clock
  /** Told about a store that rejects: that is a bug in the adapter, not something the world did. */
  readonly report: (code: string) => void
}

/** A store whose every promise settles and none rejects, whatever the adapter under it does. */
export function boundedStore(store: Store, { clock, report }: Bounds): Store {
  const bounded = <Value, Failure>(
    work: () => Promise<Outcome<Value, Failure>>,
    broken: Failure,
    late: Failure,
  ): Promise<Outcome<Value, Failure>> =>
    new Promise((resolve) => {
      const end = (failure: Failure): void => resolve({ ok: false, failure, at: clock.wall() })
      const cancel = clock.wakeAfter(patience, () => end(late))
      const rejected = (): void => {
        cancel()
        report('storage_adapter_failed')
        end(broken)
      }
      try {
        work().then((answer) => {
          cancel()
          resolve(answer)
        }, rejected)
      } catch {
        rejected()
      }
    })
  const timeout = { kind: 'timeout' } as const

  const { rotation, proofs } = store.keys
  const keys: Keys = {
    get extractable() {
      return store.keys.extractable
    },
    ensure: (name) => bounded(() => store.keys.ensure(name), timeout, timeout),
    exists: (name) => bounded(() => store.keys.exists(name), timeout, timeout),
    seal: (name, plain, aad) => bounded(() => store.keys.seal(name, plain, aad), timeout, timeout),
    open: (name, sealed, aad) => bounded(() => store.keys.open(name, sealed, aad), timeout, timeout),
    destroy: (name) => bounded(() => store.keys.destroy(name), timeout, timeout),
    digest: (bytes) => store.keys.digest(bytes),
    ...(rotation === undefined
      ? {}
      : {
          rotation: {
            begin: (name) => bounded(() => rotation.begin(name), timeout, timeout),
            begunAt: (name) => bounded(() => rotation.begunAt(name), timeout, timeout),
            isCurrent: (name, sealed, aad) => bounded(() => rotation.isCurrent(name, sealed, aad), timeout, timeout),
            end: (name) => bounded(() => rotation.end(name), timeout, timeout),
          },
        }),
    ...(proofs === undefined
      ? {}
      : {
          proofs: {
            make: (id) => bounded(() => proofs.make(id), timeout, timeout),
            find: (id) => bounded(() => proofs.find(id), timeout, timeout),
            destroy: (id) => bounded(() => proofs.destroy(id), timeout, timeout),
          },
        }),
  }
  return {
    get traits() {
      return store.traits
    },
    keys,
    read: (queries) => bounded(() => store.read(queries), { kind: 'closed' }, timeout),
    commit: (checks, writes, options) =>
      bounded(() => store.commit(checks, writes, options), { kind: 'closed' }, timeout),
    wipe: (scope) => bounded(() => store.wipe(scope), { kind: 'closed' }, timeout),
    dispose: () => store.dispose(),
  }
}
