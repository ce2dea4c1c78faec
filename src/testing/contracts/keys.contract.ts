import type { KeyName, Keys } from '../../ports/keys.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'

/** Keys in their surroundings, for `keysContract`. */
export interface KeysSubject extends Subject {
  /** Another context on the same keys. */
  open(): Promise<Keys>
}

const device: KeyName = { scope: 'device' }
const alice: KeyName = { scope: 'account', account: 'a' }
const bob: KeyName = { scope: 'account', account: 'b' }

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const aad = text('format 1, account a, session, revision 1')

/** Version byte, IV, and the tag of an empty text. */
const shortest = 1 + 12 + 16

/** What Keys promise. */
export const keysContract: readonly ContractCase<KeysSubject>[] = [
  contractCase('keys.round-trip', 'what is sealed opens again, in any context', async ({ open }) => {
    const [keys, other] = [await open(), await open()]
    for (const name of [device, alice]) {
      valueOf(await keys.ensure(name))
      for (const plain of [text('token'), new Uint8Array(0), new Uint8Array(20_000).fill(7)]) {
        const sealed = valueOf(await keys.seal(name, plain, aad))
        demandEqual(valueOf(await keys.open(name, sealed, aad)), plain, 'Opened here')
        demandEqual(valueOf(await other.open(name, sealed, aad)), plain, 'Opened there')
      }
    }
  }),
  contractCase('keys.format', 'sealed bytes are a version, a fresh IV and the ciphertext', async ({ open }) => {
    const keys = await open()
    valueOf(await keys.ensure(alice))
    const plain = text('the same words')
    const sealed = await Promise.all(Array.from({ length: 500 }, () => keys.seal(alice, plain, aad)))
    const all = sealed.map(valueOf)
    demand(
      all.every((bytes) => bytes[0] === 1 && bytes.length === shortest + plain.length),
      'Version 1, no padding',
    )
    demandEqual(new Set(all.map((bytes) => bytes.subarray(1, 13).join())).size, 500, 'No IV comes twice (ST-01)')
    demand(
      all.every((bytes) => !bytes.join().includes(plain.join())),
      'The words are not in it',
    )
  }),
  contractCase('keys.every-bit', 'one flipped bit anywhere is noticed', async ({ open }) => {
    const keys = await open()
    valueOf(await keys.ensure(alice))
    const sealed = valueOf(await keys.seal(alice, text('a sample record'), aad))
    const flipped = Array.from({ length: sealed.length * 8 }, (_, bit) => flip(sealed, bit))
    const outcomes = await Promise.all(flipped.map((bytes) => keys.open(alice, bytes, aad)))
    for (const outcome of outcomes) demandEqual(failureOf(outcome), { kind: 'corrupted' }, 'ST-03')
    demandEqual(valueOf(await keys.open(alice, sealed, aad)), text('a sample record'), 'The original opens')
  }),
  contractCase('keys.every-length', 'missing or added bytes are noticed', async ({ open }) => {
    const keys = await open()
    valueOf(await keys.ensure(alice))
    const sealed = valueOf(await keys.seal(alice, text('a sample record'), aad))
    const cut = Array.from({ length: sealed.length }, (_, length) => sealed.slice(0, length))
    const outcomes = await Promise.all(
      [...cut, new Uint8Array([...sealed, 0])].map((one) => keys.open(alice, one, aad)),
    )
    for (const outcome of outcomes) demandEqual(failureOf(outcome), { kind: 'corrupted' }, 'Not what was sealed')
  }),
  contractCase('keys.aad', 'sealed bytes open only under their own AAD', async ({ open }) => {
    const keys = await open()
    valueOf(await keys.ensure(alice))
    const labels = ['session 1', 'session 2', 'session 11', 'marks 1', ''].map(text)
    const sealed = await Promise.all(labels.map(async (label) => valueOf(await keys.seal(alice, text('x'), label))))
    for (const [row, bytes] of sealed.entries()) {
      for (const [column, label] of labels.entries()) {
        const outcome = await keys.open(alice, bytes, label)
        if (row === column) demandEqual(valueOf(outcome), text('x'), 'Its own label')
        else demandEqual(failureOf(outcome), { kind: 'corrupted' }, 'A swapped label (ST-02)')
      }
    }
  }),
  contractCase('keys.separate', 'one account’s key opens nothing of another', async ({ open }) => {
    const keys = await open()
    const names = [device, alice, bob]
    for (const name of names) valueOf(await keys.ensure(name))
    for (const owner of names) {
      const sealed = valueOf(await keys.seal(owner, text('x'), aad))
      for (const other of names.filter((name) => name !== owner)) {
        demandEqual(failureOf(await keys.open(other, sealed, aad)), { kind: 'corrupted' }, 'Another key')
      }
    }
  }),
  contractCase('keys.ensure.keeps', 'a key that exists is kept', async ({ open }) => {
    const [keys, other] = [await open(), await open()]
    valueOf(await keys.ensure(alice))
    const sealed = valueOf(await keys.seal(alice, text('x'), aad))
    valueOf(await keys.ensure(alice))
    valueOf(await other.ensure(alice))
    demandEqual(valueOf(await keys.open(alice, sealed, aad)), text('x'), 'Still the same key')
  }),
  contractCase('keys.ensure.one', 'contexts that make a key together make one', async ({ open }) => {
    const contexts = await Promise.all(Array.from({ length: 4 }, () => open()))
    for (const outcome of await Promise.all(contexts.map((keys) => keys.ensure(alice)))) valueOf(outcome)
    for (const sealer of contexts) {
      const sealed = valueOf(await sealer.seal(alice, text('x'), aad))
      for (const opener of contexts) demandEqual(valueOf(await opener.open(alice, sealed, aad)), text('x'), 'One key')
    }
  }),
  contractCase('keys.exists', 'asking whether a key exists makes none', async ({ open }) => {
    const keys = await open()
    demandEqual(valueOf(await keys.exists(alice)), false, 'Before')
    demandEqual(valueOf(await keys.exists(alice)), false, 'After asking')
    valueOf(await keys.ensure(alice))
    demandEqual(valueOf(await keys.exists(alice)), true, 'After ensure')
    demandEqual(valueOf(await keys.exists(bob)), false, 'Another')
  }),
  contractCase('keys.lost', 'without its key nothing is sealed or opened', async ({ open }) => {
    const keys = await open()
    demandEqual(failureOf(await keys.seal(alice, text('x'), aad)), { kind: 'key_lost' }, 'Seal')
    demandEqual(failureOf(await keys.open(alice, new Uint8Array(40), aad)), { kind: 'key_lost' }, 'Open')
    demandEqual(valueOf(await keys.exists(alice)), false, 'No key was made on the way')
  }),
  contractCase('keys.destroy', 'a destroyed key opens nothing, in any context, ever', async ({ open }) => {
    const [keys, other] = [await open(), await open()]
    valueOf(await keys.ensure(alice))
    valueOf(await keys.ensure(bob))
    const sealed = valueOf(await keys.seal(alice, text('x'), aad))
    demandEqual(valueOf(await other.open(alice, sealed, aad)), text('x'), 'It opens before')
    valueOf(await keys.destroy(alice))
    demandEqual(failureOf(await keys.open(alice, sealed, aad)), { kind: 'key_lost' }, 'Here')
    demandEqual(failureOf(await other.open(alice, sealed, aad)), { kind: 'key_lost' }, 'In a context that used it')
    valueOf(await other.ensure(alice))
    demandEqual(failureOf(await other.open(alice, sealed, aad)), { kind: 'corrupted' }, 'Under a new key')
    valueOf(await keys.destroy(alice))
    valueOf(await keys.destroy(alice))
    demandEqual(valueOf(await keys.exists(bob)), true, 'Other keys stay')
  }),
  contractCase('keys.copies', 'what the caller does with its bytes afterwards changes nothing', async ({ open }) => {
    const keys = await open()
    valueOf(await keys.ensure(alice))
    const [plain, label] = [text('secret'), text('label')]
    const sealing = keys.seal(alice, plain, label)
    plain.fill(0)
    label.fill(0)
    const sealed = valueOf(await sealing)
    const copy = sealed.slice()
    const opening = keys.open(alice, sealed, text('label'))
    sealed.fill(0)
    demandEqual(valueOf(await opening), text('secret'), 'Sealed as given')
    demandEqual(valueOf(await keys.open(alice, copy, text('label'))), text('secret'), 'Opened as given')
  }),
  contractCase('keys.digest', 'a digest is SHA-256', async ({ open }) => {
    // FIPS 180-4, appendix B.1.
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    const digest = await (await open()).digest(text('abc'))
    demandEqual(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''), abc, 'Of "abc"')
  }),
]

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice()
  const index = bit >> 3
  flipped[index] = (flipped[index] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
