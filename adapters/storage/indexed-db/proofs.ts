import type { KeyFailure, ProofKeys } from '../../../src/ports/keys.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { isWhole, makePair, parsePair } from '../proof-pair.ts'
import { subtleCrypto } from '../sealing.ts'
import type { Attempt } from './operations.ts'
import { reading, writing } from './transaction.ts'

type On = <Value>(work: (attempt: Attempt) => Promise<Value>) => Promise<Outcome<Value, KeyFailure>>

const pathOf = (id: string): string => `proof:${id}`

/** Pairs beside the sealing keys, as objects that scripts can sign with and not read. */
export function proofKeys(on: On): ProofKeys {
  return {
    async make(id) {
      const made = await on((attempt) => make(attempt, id))
      return made.ok && !made.value ? { ok: false, failure: { kind: 'impossible' }, at: made.at } : accepted(made)
    },
    async find(id) {
      const found = await on((attempt) => read(attempt, id))
      if (!found.ok) return found
      const { value } = found
      return value === null ? { ok: false, failure: { kind: 'key_lost' }, at: found.at } : { ...found, value }
    },
    destroy: (id) => on((attempt) => remove(attempt, id)),
  }
}

function accepted(outcome: Outcome<unknown, KeyFailure>): Outcome<null, KeyFailure> {
  return outcome.ok ? { ...outcome, value: null } : outcome
}

/** True once what came back from the disk signs (ST-05). */
async function make(attempt: Attempt, id: string): Promise<boolean> {
  const subtle = subtleCrypto()
  if (subtle === null) return false
  const { privateKey, publicKey } = await makePair(subtle)
  await writing(attempt.database, { stores: ['keys'], signal: attempt.signal }, async (transaction) => {
    await transaction.objectStore('keys').put({ privateKey, publicKey }, pathOf(id))
    return { then: 'keep', value: null }
  })
  const stored = await read(attempt, id)
  if (stored !== null && (await isWhole(stored, subtle))) return true
  await remove(attempt, id)
  return false
}

async function read({ database, signal }: Attempt, id: string): Promise<CryptoKeyPair | null> {
  const value: unknown = await reading(database, { stores: ['keys'], signal }, (transaction) =>
    transaction.objectStore('keys').get(pathOf(id)),
  )
  return parsePair(value)
}

async function remove({ database, signal }: Attempt, id: string): Promise<null> {
  await writing(database, { stores: ['keys'], signal }, async (transaction) => {
    await transaction.objectStore('keys').delete(pathOf(id))
    return { then: 'keep', value: null }
  })
  return null
}
