import type { KeyFailure, KeyName, Keys } from '../../../src/ports/keys.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { StoreFailure } from '../../../src/ports/store.ts'
import type { Clock } from '../../../src/ports/world.ts'
import { asKeyFailure } from '../failures.ts'
import { nameText } from '../key-text.ts'
import { openBytes, sealBytes, sha256, subtleCrypto } from '../sealing.ts'
import { bytesOf, textOf } from './bytes.ts'
import type { Document } from './document.ts'

type Answer = <Value>(work: () => Value) => Outcome<Value, StoreFailure>

/** Keys beside what they seal: rows can't be moved or changed unnoticed, and are hidden from nobody. */
export function webStorageKeys(document: Document, answer: Answer, clock: Pick<Clock, 'wall'>): Keys {
  const refuse = (kind: KeyFailure['kind']): Outcome<never, KeyFailure> => ({
    ok: false,
    failure: { kind },
    at: clock.wall(),
  })
  const done = <Value>(value: Value): Outcome<Value, KeyFailure> => ({ ok: true, value, at: clock.wall() })
  const on = <Value>(work: () => Value): Outcome<Value, KeyFailure> => {
    const outcome = answer(work)
    if (outcome.ok) return outcome
    return refuse(outcome.failure.kind === 'conflict' ? 'impossible' : asKeyFailure[outcome.failure.kind])
  }

  const use = async (
    name: KeyName,
    work: (key: CryptoKey) => Promise<Uint8Array | null>,
  ): Promise<Outcome<Uint8Array, KeyFailure>> => {
    const found = on(() => document.read().keys.get(nameText(name)))
    if (!found.ok) return found
    const raw = found.value === undefined ? null : bytesOf(found.value)
    const subtle = subtleCrypto()
    if (subtle === null) return refuse('impossible')
    if (raw?.length !== keyLength) return refuse('key_lost')
    const bytes = await work(await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']))
    return bytes === null ? refuse('corrupted') : done(bytes)
  }

  return {
    extractable: true,
    ensure: async (name) => {
      if (subtleCrypto() === null) return refuse('impossible')
      const made = textOf(crypto.getRandomValues(new Uint8Array(keyLength)))
      return on(() =>
        document.change(({ keys }) => {
          const isThere = keys.has(nameText(name))
          if (!isThere) keys.set(nameText(name), made)
          return { then: isThere ? 'undo' : 'keep', value: null }
        }),
      )
    },
    exists: async (name) => on(() => document.read().keys.has(nameText(name))),
    // The copies are taken before anything is awaited: the caller may overwrite its bytes at once.
    seal: (name, plain, aad) => {
      const [content, label] = [plain.slice(), aad.slice()]
      return use(name, (key) => sealBytes(key, content, label))
    },
    open: (name, sealed, aad) => {
      const [content, label] = [sealed.slice(), aad.slice()]
      return use(name, (key) => openBytes(key, content, label))
    },
    destroy: async (name) =>
      on(() =>
        document.change(({ keys }) => {
          keys.delete(nameText(name))
          return { then: 'keep', value: null }
        }),
      ),
    digest: sha256,
  }
}

/** AES-256. */
const keyLength = 32
