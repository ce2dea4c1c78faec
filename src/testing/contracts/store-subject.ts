import type { Store } from '../../ports/store.ts'
import type { Subject } from './contract-case.ts'

/** A store in its surroundings, for `storeContract`. */
export interface StoreSubject extends Subject {
  /** Another context on the same rows: a second tab, or the same one after a restart. */
  open(): Promise<Store>
}
