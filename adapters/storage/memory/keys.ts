import type { KeyFailure, KeyName, Keys } from '../../../src/ports/keys.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { Clock } from '../../../src/ports/world.ts'
import { makeKey, openBytes, sealBytes, sha256, subtleCrypto } from '../sealing.ts'
import { nameText } from '../key-text.ts'
import { makePair } from '../proof-pair.ts'
import type { MemoryDisk } from './disk.ts'

export function memoryKeys(disk: MemoryDisk, clock: Pick<Clock, 'wall'>): Keys {
  const done = <Value>(value: Value): Outcome<Value, KeyFailure> => ({ ok: true, value, at: clock.wall() })
  const failed = (kind: KeyFailure['kind']): Outcome<never, KeyFailure> => ({
    ok: false,
    failure: { kind },
    at: clock.wall(),
  })
  const find = (name: KeyName): CryptoKey | undefined => disk.keys.get(nameText(name))

  return {
    extractable: false,
    async ensure(name) {
      const subtle = subtleCrypto()
      if (subtle === null) return failed('impossible')
      if (find(name) === undefined) {
        const made = await makeKey(subtle)
        // Another caller may have made one while this one was made; theirs may be in use already.
        if (find(name) === undefined) disk.keys.set(nameText(name), made)
      }
      return done(null)
    },
    exists: async (name) => done(find(name) !== undefined),
    async seal(name, plain, aad) {
      const key = find(name)
      return key === undefined ? failed('key_lost') : done(await sealBytes(key, plain.slice(), aad.slice()))
    },
    async open(name, sealed, aad) {
      const key = find(name)
      if (key === undefined) return failed('key_lost')
      const [bytes, label] = [sealed.slice(), aad.slice()]
      const old = disk.oldKeys.get(nameText(name))
      const plain = (await openBytes(key, bytes, label)) ?? (old && (await openBytes(old.key, bytes, label))) ?? null
      return plain === null ? failed('corrupted') : done(plain)
    },
    async destroy(name) {
      disk.keys.delete(nameText(name))
      disk.oldKeys.delete(nameText(name))
      return done(null)
    },
    rotation: {
      async begin(name) {
        const text = nameText(name)
        const subtle = subtleCrypto()
        if (subtle === null) return failed('impossible')
        const made = await makeKey(subtle)
        const key = disk.keys.get(text)
        if (key === undefined) return failed('key_lost')
        if (!disk.oldKeys.has(text)) {
          disk.oldKeys.set(text, { key, since: clock.wall() })
          disk.keys.set(text, made)
        }
        return done(null)
      },
      begunAt: async (name) => done(disk.oldKeys.get(nameText(name))?.since ?? null),
      async isCurrent(name, sealed, aad) {
        const key = find(name)
        return key === undefined
          ? failed('key_lost')
          : done((await openBytes(key, sealed.slice(), aad.slice())) !== null)
      },
      async end(name) {
        disk.oldKeys.delete(nameText(name))
        return done(null)
      },
    },
    proofs: {
      async make(id) {
        const subtle = subtleCrypto()
        if (subtle === null) return failed('impossible')
        disk.proofs.set(id, await makePair(subtle))
        return done(null)
      },
      async find(id) {
        const pair = disk.proofs.get(id)
        return pair === undefined ? failed('key_lost') : done(pair)
      },
      async destroy(id) {
        disk.proofs.delete(id)
        return done(null)
      },
    },
    digest: sha256,
  }
}
