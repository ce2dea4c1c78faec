import { nameText } from '../key-text.ts'
import type { KeyFailure, KeyName, Keys } from '../../../src/ports/keys.ts'
import type { Clock } from '../../../src/ports/world.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { areSameKey, makeKey, openBytes, sealBytes, sha256, subtleCrypto } from '../sealing.ts'
import { asKeyFailure } from '../failures.ts'
import type { Attempt, Operate } from './operations.ts'
import { proofKeys } from './proofs.ts'
import { readKey, type Found } from './read-key.ts'
import { keyRotation, nextOf, previousOf, readKeys } from './rotation.ts'
import { writing } from './transaction.ts'

type KeyOutcome<Value> = Outcome<Value, KeyFailure>

/** Non-extractable AES-GCM keys, kept by the browser as objects: scripts can use them and not read them. */
export function indexedDbKeys(operate: Operate, clock: Pick<Clock, 'wall'>): Keys {
  const asked = new Map<string, Promise<KeyOutcome<Found>>>()

  const on = async <Value>(work: (attempt: Attempt) => Promise<Value>): Promise<KeyOutcome<Value>> => {
    const outcome = await operate(work)
    return outcome.ok ? outcome : { ok: false, failure: { kind: asKeyFailure[outcome.failure.kind] }, at: outcome.at }
  }

  const find = (name: KeyName): Promise<KeyOutcome<Found>> => on((attempt) => readKey(attempt, nameText(name)))

  // A key kept in memory would outlive its destruction by another tab. Calls of one turn share a read instead.
  const findOnce = (name: KeyName): Promise<KeyOutcome<Found>> => {
    const path = nameText(name)
    const running = asked.get(path)
    if (running !== undefined) return running
    const answer = find(name).finally(() => asked.delete(path))
    asked.set(path, answer)
    return answer
  }

  const use = async (
    name: KeyName,
    work: (key: CryptoKey) => Promise<Uint8Array | null>,
  ): Promise<KeyOutcome<Uint8Array>> => {
    const found = await findOnce(name)
    if (!found.ok) return found
    if (typeof found.value === 'string') return { ok: false, failure: { kind: 'key_lost' }, at: found.at }
    let bytes = await work(found.value)
    if (bytes === null) {
      // A key that was replaced a moment ago, or whose rows have not all been sealed anew.
      const again = await on((attempt) => readKeys(attempt, nameText(name)))
      if (!again.ok) return again
      for (const key of again.value) bytes ??= await work(key)
    }
    if (bytes === null) return { ok: false, failure: { kind: 'corrupted' }, at: found.at }
    return { ok: true, value: bytes, at: found.at }
  }

  return {
    extractable: false,
    async ensure(name) {
      const path = nameText(name)
      const outcome = await on((attempt) => ensureKey(attempt, path))
      if (!outcome.ok) return outcome
      return outcome.value === null
        ? { ok: true, value: null, at: outcome.at }
        : { ok: false, failure: { kind: outcome.value }, at: outcome.at }
    },
    async exists(name) {
      const found = await find(name)
      if (!found.ok) return found
      if (found.value === 'unusable') return { ok: false, failure: { kind: 'key_lost' }, at: found.at }
      return { ok: true, value: found.value !== 'none', at: found.at }
    },
    // The copies are taken before anything is awaited: the caller may overwrite its bytes at once.
    seal: (name, plain, aad) => {
      const [content, label] = [plain.slice(), aad.slice()]
      return use(name, (key) => sealBytes(key, content, label))
    },
    open: (name, sealed, aad) => {
      const [content, label] = [sealed.slice(), aad.slice()]
      return use(name, (key) => openBytes(key, content, label))
    },
    destroy: (name) => on((attempt) => destroyKey(attempt, nameText(name))),
    rotation: keyRotation(on, clock),
    proofs: proofKeys(on),
    digest: sha256,
  }
}

async function destroyKey({ database, signal }: Attempt, path: string): Promise<null> {
  await writing(database, { stores: ['keys'], signal }, async (transaction) => {
    const keys = transaction.objectStore('keys')
    await Promise.all([path, previousOf(path), nextOf(path)].map((one) => keys.delete(one)))
    return { then: 'keep', value: null }
  })
  return null
}

/** Null when a usable key stands; else why not. */
async function ensureKey(attempt: Attempt, path: string): Promise<'key_lost' | 'impossible' | null> {
  const { database, signal } = attempt
  const subtle = subtleCrypto()
  if (subtle === null) return 'impossible'
  const found = await readKey(attempt, path)
  if (found !== 'none') return found === 'unusable' ? 'key_lost' : null

  const made = await makeKey(subtle)
  const kept = await writing(database, { stores: ['keys'], signal }, async (transaction) => {
    const keys = transaction.objectStore('keys')
    // Another tab may have made one while this one was made; theirs may be in use already.
    const taken = (await keys.get(path)) !== undefined
    if (!taken) await keys.add(made, path)
    return { then: 'keep', value: !taken }
  })

  // WebKit has accepted a key and given back null (ST-05): only what comes back from the disk counts.
  const stored = await readKey(attempt, path)
  if (typeof stored !== 'string' && (await areSameKey(kept ? made : stored, stored))) return null
  if (kept) await destroyKey(attempt, path)
  return 'impossible'
}
