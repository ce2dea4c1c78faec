import type { Outcome } from '../../../src/ports/outcome.ts'
import type { Store, StoreFailure } from '../../../src/ports/store.ts'
import type { Clock } from '../../../src/ports/world.ts'
import type { Script } from './script.ts'

/** A store whose every call can be held and made to fail. */
export function heldStore(
  inner: Store,
  { clock, script, pass }: { readonly clock: Clock; readonly script: Script; readonly pass: () => Promise<void> },
): Store {
  const ask = async <Value>(
    fault: () => StoreFailure | null,
    work: () => Promise<Outcome<Value, StoreFailure>>,
  ): Promise<Outcome<Value, StoreFailure>> => {
    await pass()
    const failure = fault()
    return failure === null ? work() : { ok: false, failure, at: clock.wall() }
  }
  const passed =
    <Args extends readonly unknown[], Value>(work: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      await pass()
      return work(...args)
    }
  const { keys } = inner
  return {
    ...inner,
    traits: { ...inner.traits, survivesRestart: true, sharedBetweenContexts: true },
    keys: {
      ...keys,
      ensure: passed(keys.ensure),
      exists: passed(keys.exists),
      seal: passed(keys.seal),
      open: passed(keys.open),
      destroy: passed(keys.destroy),
      digest: passed(keys.digest),
    },
    read: (queries) =>
      ask(
        () => script.store,
        () => inner.read(queries),
      ),
    commit: (checks, writes, options) =>
      ask(
        () => script.store ?? script.writes,
        () => inner.commit(checks, writes, options),
      ),
    wipe: (scope) =>
      ask(
        () => script.store,
        () => inner.wipe(scope),
      ),
  }
}
