import { instant, type Instant } from '../../../machines/time.ts'
import type { KeyFailure, KeyRotation } from '../../../src/ports/keys.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { Clock } from '../../../src/ports/world.ts'
import { nameText } from '../key-text.ts'
import { areSameKey, isSealingKey, makeKey, openBytes, subtleCrypto } from '../sealing.ts'
import type { Attempt } from './operations.ts'
import { readKey } from './read-key.ts'
import { reading, writing } from './transaction.ts'

/* Beside a key: the one it replaces, and one that has been made and not yet been tried. */

export const previousOf = (path: string): string => `${path}#previous`
export const nextOf = (path: string): string => `${path}#next`

type On = <Value>(work: (attempt: Attempt) => Promise<Value>) => Promise<Outcome<Value, KeyFailure>>

export function keyRotation(on: On, clock: Pick<Clock, 'wall'>): KeyRotation {
  return {
    async begin(name) {
      const outcome = await on((attempt) => begin(attempt, nameText(name), clock.wall()))
      if (!outcome.ok) return outcome
      return outcome.value === null
        ? { ok: true, value: null, at: outcome.at }
        : { ok: false, failure: { kind: outcome.value }, at: outcome.at }
    },
    begunAt: (name) => on((attempt) => readBegun(attempt, nameText(name))),
    async isCurrent(name, sealed, aad) {
      const [bytes, label] = [sealed.slice(), aad.slice()]
      const found = await on((attempt) => readKey(attempt, nameText(name)))
      if (!found.ok) return found
      if (typeof found.value === 'string') return { ok: false, failure: { kind: 'key_lost' }, at: found.at }
      return { ...found, value: (await openBytes(found.value, bytes, label)) !== null }
    },
    end: (name) => on((attempt) => end(attempt, nameText(name))),
  }
}

/** The newest key and the one before it, as they stand together. */
export async function readKeys({ database, signal }: Attempt, path: string): Promise<readonly CryptoKey[]> {
  const values: readonly unknown[] = await reading(database, { stores: ['keys'], signal }, (transaction) => {
    const keys = transaction.objectStore('keys')
    return Promise.all([keys.get(path), keys.get(previousOf(path))])
  })
  return values.filter(isSealingKey)
}

/** Null when two keys stand; else why not. The new one takes over only after it has come back from the disk (ST-05). */
async function begin(attempt: Attempt, path: string, at: Instant): Promise<'key_lost' | 'impossible' | null> {
  const { database, signal } = attempt
  const subtle = subtleCrypto()
  if (subtle === null) return 'impossible'
  const made = await makeKey(subtle)
  await writing(database, { stores: ['keys'], signal }, async (transaction) => {
    await transaction.objectStore('keys').put(made, nextOf(path))
    return { then: 'keep', value: null }
  })
  const stored = await readKey(attempt, nextOf(path))
  // Another tab's, if they came together: either will do.
  if (typeof stored === 'string' || !(await areSameKey(stored, stored))) return 'impossible'
  return writing(database, { stores: ['keys', 'rotations'], signal }, async (transaction) => {
    const keys = transaction.objectStore('keys')
    const [current, previous, next] = await Promise.all([
      keys.get(path),
      keys.get(previousOf(path)),
      keys.get(nextOf(path)),
    ])
    if (!isSealingKey(current)) return { then: 'undo', value: 'key_lost' } as const
    const writes: Promise<unknown>[] = [keys.delete(nextOf(path))]
    if (previous === undefined && isSealingKey(next)) {
      writes.push(keys.put(current, previousOf(path)), keys.put(next, path))
      writes.push(transaction.objectStore('rotations').put(at, path))
    }
    await Promise.all(writes)
    return { then: 'keep', value: null } as const
  })
}

async function readBegun({ database, signal }: Attempt, path: string): Promise<Instant | null> {
  return reading(database, { stores: ['keys', 'rotations'], signal }, async (transaction) => {
    const [previous, begun] = await Promise.all([
      transaction.objectStore('keys').get(previousOf(path)),
      transaction.objectStore('rotations').get(path),
    ])
    if (previous === undefined) return null
    return instant(typeof begun === 'number' ? begun : 0)
  })
}

async function end({ database, signal }: Attempt, path: string): Promise<null> {
  await writing(database, { stores: ['keys', 'rotations'], signal }, async (transaction) => {
    await Promise.all([
      transaction.objectStore('keys').delete(previousOf(path)),
      transaction.objectStore('rotations').delete(path),
    ])
    return { then: 'keep', value: null }
  })
  return null
}
