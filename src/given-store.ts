import type { AccountHash } from '../machines/facts.ts'
import type { Host } from './host.ts'

/** Memory serves in the place of a given store that is only dead. What is owed to that store is not about what memory holds. */
export function servesMemoryInstead(host: Pick<Host, 'store' | 'givenStore' | 'isGivenPossible'>): boolean {
  return host.store() !== host.givenStore() && host.isGivenPossible()
}

/** For work that is owed to the given store: whoever is signed in in memory meanwhile stays so. */
export function ofGivenStore(host: Host): Host {
  const { held, givenStore } = host
  const isInMemory = (account: AccountHash | null): boolean =>
    givenStore().traits.survivesRestart && held.get(account)?.persistence === 'memory'
  return {
    ...host,
    store: givenStore,
    held: {
      get: (account) => (isInMemory(account) ? null : held.get(account)),
      set: held.set,
      drop: (account) => (isInMemory(account) ? undefined : held.drop(account)),
      interrupt: (account) => (isInMemory(account) ? undefined : held.interrupt(account)),
      signal: held.signal,
      get hasVolatile() {
        return held.hasVolatile
      },
      get hasStored() {
        return held.hasStored
      },
    },
  }
}
