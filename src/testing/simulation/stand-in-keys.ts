import type { Instant } from '../../../machines/time.ts'
import { fail, succeed } from '../../exchange/settle.ts'
import type { KeyName, Keys } from '../../ports/keys.ts'

/** Keys that outlive their contexts, as on a disk. */
export interface KeyRing {
  readonly ids: Map<string, number>
  made: number
  nonces: number
}

export function keyRing(): KeyRing {
  return { ids: new Map(), made: 0, nonces: 0 }
}

const head = 13
const tag = 8

/**
 * Behaves like authenticated encryption and is none: other keys, bytes or additional data don't open, and what was sealed
 * can't be read in passing. A thousand times as fast as Web Crypto, and the same bytes for the same seed.
 */
export function standInKeys(ring: KeyRing, clock: { wall(): Instant }): Keys {
  const find = (name: KeyName): number | undefined => ring.ids.get(textOf(name))
  return {
    extractable: false,
    async ensure(name) {
      if (find(name) === undefined) ring.ids.set(textOf(name), (ring.made += 1))
      return succeed(null, clock.wall())
    },
    exists: async (name) => succeed(find(name) !== undefined, clock.wall()),
    async seal(name, plain, aad) {
      const id = find(name)
      if (id === undefined) return fail({ kind: 'key_lost' }, clock.wall())
      const nonce = (ring.nonces += 1)
      const sealed = new Uint8Array(head + tag + plain.length)
      const view = new DataView(sealed.buffer)
      sealed[0] = 1
      view.setUint32(1, id)
      view.setUint32(5, nonce)
      view.setUint32(head, digestOf(plain, id ^ 0x5bd1e995))
      view.setUint32(head + 4, digestOf(aad, nonce))
      mask(plain, sealed.subarray(head + tag), id * 31 + nonce)
      return succeed(sealed, clock.wall())
    },
    async open(name, sealed, aad) {
      const id = find(name)
      if (id === undefined) return fail({ kind: 'key_lost' }, clock.wall())
      const plain = openWith(id, sealed, aad)
      return plain === null ? fail({ kind: 'corrupted' }, clock.wall()) : succeed(plain, clock.wall())
    },
    async destroy(name) {
      ring.ids.delete(textOf(name))
      return succeed(null, clock.wall())
    },
    digest: async (bytes) => {
      const digest = new Uint8Array(32)
      const view = new DataView(digest.buffer)
      for (let word = 0; word < 8; word += 1) view.setUint32(word * 4, digestOf(bytes, word * 0x9e3779b9))
      return digest
    },
  }
}

function openWith(id: number, sealed: Uint8Array, aad: Uint8Array): Uint8Array | null {
  if (sealed.length < head + tag || sealed[0] !== 1) return null
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const nonce = view.getUint32(5)
  if (view.getUint32(1) !== id) return null
  const plain = new Uint8Array(sealed.length - head - tag)
  mask(sealed.subarray(head + tag), plain, id * 31 + nonce)
  const isWhole = view.getUint32(head) === digestOf(plain, id ^ 0x5bd1e995)
  return isWhole && view.getUint32(head + 4) === digestOf(aad, nonce) ? plain : null
}

function textOf(name: KeyName): string {
  return name.scope === 'device' ? 'device' : `account:${name.account}`
}

function mask(from: Uint8Array, to: Uint8Array, seed: number): void {
  let state = seed >>> 0 || 1
  for (let index = 0; index < from.length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    to[index] = (from[index] ?? 0) ^ (state >>> 24)
  }
}

/** FNV-1a with a final mix: enough to notice any change that is not made on purpose against it. */
function digestOf(bytes: Uint8Array, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) >>> 0
}
