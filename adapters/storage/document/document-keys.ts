import type { KeyFailure, KeyName, Keys } from '../../../src/ports/keys.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { StoreFailure } from '../../../src/ports/store.ts'
import type { Clock } from '../../../src/ports/world.ts'
import { bytesOf, textOf } from '../base64.ts'
import { asKeyFailure } from '../failures.ts'
import { nameText } from '../key-text.ts'
import { importKey, openBytes, rawKeyLength, sealBytes, sha256 } from '../sealing.ts'
import type { WebCrypto } from '../web-crypto.ts'
import type { Disk, Verdict } from './row-document.ts'

export interface DocumentAccess {
  read<Value>(look: (disk: Disk) => Value): Promise<Outcome<Value, StoreFailure>>
  /** Nothing comes between what `work` sees and what it writes. */
  change<Value>(work: (disk: Disk) => Verdict<Value>): Promise<Outcome<Value, StoreFailure>>
}

interface Surroundings {
  /** Asked at every call: null where the platform has none. */
  readonly crypto: () => WebCrypto | null
  readonly clock: Pick<Clock, 'wall'>
}

/** Raw keys beside what they seal: rows can't be moved or changed unnoticed. What hides the keys is the document's place. */
export function documentKeys({ read, change }: DocumentAccess, { crypto, clock }: Surroundings): Keys {
  const refuse = (kind: KeyFailure['kind']): Outcome<never, KeyFailure> => ({
    ok: false,
    failure: { kind },
    at: clock.wall(),
  })
  const translated = <Value>(outcome: Outcome<Value, StoreFailure>): Outcome<Value, KeyFailure> => {
    if (outcome.ok) return outcome
    return refuse(outcome.failure.kind === 'conflict' ? 'impossible' : asKeyFailure[outcome.failure.kind])
  }

  const use = async (
    name: KeyName,
    work: (key: object, by: WebCrypto) => Promise<Uint8Array | null>,
  ): Promise<Outcome<Uint8Array, KeyFailure>> => {
    const found = translated(await read(({ keys }) => keys.get(nameText(name))))
    if (!found.ok) return found
    const raw = found.value === undefined ? null : bytesOf(found.value)
    const by = crypto()
    if (by === null) return refuse('impossible')
    if (raw?.length !== rawKeyLength) return refuse('key_lost')
    const bytes = await work(await importKey(raw, by), by)
    return bytes === null ? refuse('corrupted') : { ok: true, value: bytes, at: clock.wall() }
  }

  return {
    extractable: true,
    ensure: async (name) => {
      const by = crypto()
      if (by === null) return refuse('impossible')
      const made = new Uint8Array(rawKeyLength)
      by.getRandomValues(made)
      return translated(
        await change(({ keys }) => {
          const isThere = keys.has(nameText(name))
          if (!isThere) keys.set(nameText(name), textOf(made))
          return { then: isThere ? 'undo' : 'keep', value: null }
        }),
      )
    },
    exists: async (name) => translated(await read(({ keys }) => keys.has(nameText(name)))),
    // The copies are taken before anything is awaited: the caller may overwrite its bytes at once.
    seal: (name, plain, aad) => {
      const [content, label] = [plain.slice(), aad.slice()]
      return use(name, (key, by) => sealBytes(key, content, label, by))
    },
    open: (name, sealed, aad) => {
      const [content, label] = [sealed.slice(), aad.slice()]
      return use(name, (key, by) => openBytes(key, content, label, by))
    },
    destroy: async (name) =>
      translated(
        await change(({ keys }) => {
          keys.delete(nameText(name))
          return { then: 'keep', value: null }
        }),
      ),
    digest: (bytes) => sha256(bytes, crypto()),
  }
}
