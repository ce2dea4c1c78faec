import type { KeyFailure } from '../../../src/ports/keys.ts'
import { bytesOf, textOf } from '../base64.ts'
import { importKey, rawKeyLength } from '../sealing.ts'
import { SecretsFailure, type Secrets } from '../secrets.ts'
import type { WebCrypto } from '../web-crypto.ts'

/** Keys as secrets: each under a name of its own, written once and never replaced. */
export interface KeyShelf {
  /** A new key, read back and compared: only what comes back counts (ST-05). Its name. */
  make(by: WebCrypto): Promise<string>
  /** Null: it is gone, or what there is is no key. */
  find(name: string, by: WebCrypto): Promise<object | null>
  remove(name: string): Promise<void>
}

export function keyShelf(secrets: Secrets, prefix: string): KeyShelf {
  // A name is never given to another key, so that what is remembered under it can't be out of date.
  const known = new Map<string, object>()
  return {
    async make(by) {
      const [bytes, id] = [new Uint8Array(rawKeyLength), new Uint8Array(16)]
      by.getRandomValues(bytes)
      by.getRandomValues(id)
      const [name, text] = [`${prefix}.key.${textOf(id)}`, textOf(bytes)]
      await secrets.write(name, text)
      if ((await secrets.read(name)) === text) return name
      await secrets.remove(name)
      throw new SecretsFailure('impossible')
    },
    async find(name, by) {
      const remembered = known.get(name)
      if (remembered !== undefined) return remembered
      const text = await secrets.read(name)
      const raw = text === null ? null : bytesOf(text)
      if (raw?.length !== rawKeyLength) return null
      const key = await importKey(raw, by)
      known.set(name, key)
      return key
    },
    async remove(name) {
      known.delete(name)
      await secrets.remove(name)
    },
  }
}

/** How the user of a key sees what a keychain did. */
export function asKeyFault({ kind }: SecretsFailure): KeyFailure['kind'] {
  return kind === 'locked' ? 'locked' : kind === 'closed' ? 'timeout' : 'impossible'
}
