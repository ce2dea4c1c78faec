import { isSealingKey } from '../sealing.ts'
import type { Attempt } from './operations.ts'
import { reading } from './transaction.ts'

/** What lies under a name: nothing, a key, or something a browser put in the key's place. */
export type Found = CryptoKey | 'none' | 'unusable'

export async function readKey({ database, signal }: Attempt, path: string): Promise<Found> {
  const value: unknown = await reading(database, { stores: ['keys'], signal }, (transaction) =>
    transaction.objectStore('keys').get(path),
  )
  if (value === undefined) return 'none'
  return isSealingKey(value) ? value : 'unusable'
}
