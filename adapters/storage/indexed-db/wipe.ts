import type { Store } from '../../../src/ports/store.ts'
import type { Attempt } from './operations.ts'
import type { Reading, Writing } from './schema.ts'
import { reading, writing } from './transaction.ts'

type WipeScope = Parameters<Store['wipe']>[0]

/** A tab that still writes is told to stop by the same sign-out; it has written once more at most, or it is not ours. */
const rounds = 3

/** True when the rows were looked for afterwards and are gone (ST-21). */
export async function wipe({ database, signal }: Attempt, scope: WipeScope): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) {
    await writing(database, { stores: ['rows'], signal }, async (transaction) => {
      await deleteRows(transaction, scope)
      return { then: 'keep', value: null }
    })
    const left = await reading(database, { stores: ['rows'], signal }, (transaction) => countRows(transaction, scope))
    if (left === 0) return true
  }
  return false
}

/** Every kind of row of the account, those of newer versions included. */
async function deleteRows(transaction: Writing, scope: WipeScope): Promise<void> {
  const rows = transaction.objectStore('rows')
  if (scope === 'everything') return rows.clear()
  const keys = await rows.index('byAccount').getAllKeys(scope.account)
  await Promise.all(keys.map((key) => rows.delete(key)))
}

async function countRows(transaction: Reading, scope: WipeScope): Promise<number> {
  const rows = transaction.objectStore('rows')
  return scope === 'everything' ? rows.count() : rows.index('byAccount').count(scope.account)
}
