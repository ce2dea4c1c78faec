import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, it } from 'vitest'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import type { KeyName } from '../../../src/ports/keys.ts'
import { put, readOne, sampleRow } from '../../../src/testing/contracts/sample-rows.ts'
import { onWrite, tamperedFactory } from './tampered-factory.ts'

const alice: KeyName = { scope: 'account', account: 'a' }
const path = 'account:a'
const nothing = new Uint8Array(0)

async function fresh() {
  const name = crypto.randomUUID()
  const store = indexedDb({ name })
  await store.read([])
  return { name, store, disk: await openDB(name) }
}

describe('a key on the disk', () => {
  it('is AES-256-GCM and cannot be exported by any script', async () => {
    const { store, disk } = await fresh()
    await store.keys.ensure(alice)
    const key: unknown = await disk.get('keys', path)
    if (!(key instanceof CryptoKey)) throw new TypeError('The disk holds no key')
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } })
    for (const format of ['raw', 'jwk'] as const) {
      await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow('extractable')
    }
  })

  it.each([
    ['null', null],
    ['something else', { type: 'secret' }],
  ])('that reads back as %s is key_lost, and is not replaced behind anybody’s back (ST-06)', async (_, junk) => {
    const { store, disk } = await fresh()
    await disk.put('keys', junk, path)
    const lost = { ok: false, failure: { kind: 'key_lost' } }
    expect(await store.keys.exists(alice)).toMatchObject(lost)
    expect(await store.keys.open(alice, new Uint8Array(40), nothing)).toMatchObject(lost)
    expect(await store.keys.seal(alice, nothing, nothing)).toMatchObject(lost)
    expect(await store.keys.ensure(alice)).toMatchObject(lost)
    expect(await disk.get('keys', path)).toEqual(junk)
    expect(await store.keys.destroy(alice)).toMatchObject({ ok: true })
    expect(await store.keys.ensure(alice)).toMatchObject({ ok: true })
  })

  it('is not counted as made when the browser takes it and gives back null (ST-05)', async () => {
    const factory = tamperedFactory({
      onTransaction: (transaction) =>
        onWrite(transaction, (store) => {
          const add = store.add.bind(store)
          store.add = (_, key) => add(null, key)
        }),
    })
    const { keys } = indexedDb({ name: crypto.randomUUID(), factory })
    expect(await keys.ensure(alice)).toMatchObject({ ok: false, failure: { kind: 'impossible' } })
    expect(await keys.exists(alice)).toMatchObject({ ok: true, value: false })
  })

  it('is impossible where the browser refuses to clone it (ST-05)', async () => {
    const factory = tamperedFactory({
      onTransaction: (transaction) =>
        onWrite(transaction, (store) => {
          store.add = () => {
            throw new DOMException('no', 'DataCloneError')
          }
        }),
    })
    const { keys } = indexedDb({ name: crypto.randomUUID(), factory })
    expect(await keys.ensure(alice)).toMatchObject({ ok: false, failure: { kind: 'impossible' } })
  })

  it('is read once for all that is sealed in one turn', async () => {
    let reads = 0
    const name = crypto.randomUUID()
    const factory = tamperedFactory({
      onTransaction: ({ objectStoreNames }) => (reads += +objectStoreNames.contains('keys')),
    })
    const { keys } = indexedDb({ name, factory })
    await keys.ensure(alice)
    reads = 0
    await Promise.all(Array.from({ length: 100 }, () => keys.seal(alice, nothing, nothing)))
    expect(reads).toBe(1)
  })
})

describe('a row on the disk', () => {
  const broken: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'a revision that is no number': { revision: '1' },
    'revision zero': { revision: 0 },
    'sealed text': { sealed: 'eyJ' },
    'no session': { sessionId: undefined },
    'an object in clear': { clear: { nested: {} } },
    'a clear name that changes prototypes': { clear: { constructor: 1 } },
    'no clear columns': { clear: null },
    'a seq that is no number': { seq: 'first' },
    'a sealed value too many': { sealed: [1, 2] },
  }

  it.each(Object.entries(broken))('with %s is corrupted, and can still be replaced or wiped', async (_, damage) => {
    const { store, disk } = await fresh()
    const row = sampleRow()
    await put(store, row)
    const found: unknown = await disk.get('rows', ['session', row.key.account, ''])
    await disk.put('rows', { ...(found as object), ...damage })
    const corrupted = { ok: false, failure: { kind: 'corrupted' } }
    expect(await store.read([{ by: 'key', key: row.key }])).toMatchObject(corrupted)
    const among = await store.read([{ by: 'account', kind: 'session', account: row.key.account }])
    expect(among).toMatchObject({ ok: true, value: [{ key: row.key, revision: 0, sealed: null }] })
    expect(await store.commit([{ ...row, revision: 0 }], [])).toMatchObject({ failure: { kind: 'conflict' } })
    await put(store, sampleRow({ revision: 2 }))
    expect(await readOne(store, row)).toMatchObject({ revision: 2 })
    expect(await store.wipe({ account: row.key.account })).toMatchObject({ ok: true })
  })

  it('gives no name to a prototype', async () => {
    const { store } = await fresh()
    await put(store, sampleRow({ clear: { generation: 3 } }))
    const row = await readOne(store, sampleRow())
    expect(Object.getPrototypeOf(row?.clear)).toBeNull()
  })

  it('of a kind this version does not know is wiped with its account (ST-21)', async () => {
    const { store, disk } = await fresh()
    await disk.put('rows', { kind: 'future', account: 'a', id: '' })
    await disk.put('rows', { kind: 'future', account: 'b', id: '' })
    expect(await store.wipe({ account: 'a' })).toMatchObject({ ok: true })
    expect(await disk.getAllKeys('rows')).toEqual([['future', 'b', '']])
  })

  it('that another tab keeps writing is not reported as wiped (ST-21)', async () => {
    const { name, disk } = await fresh()
    const factory = tamperedFactory({
      onTransaction: (transaction) =>
        transaction.addEventListener('complete', () => void disk.put('rows', { kind: 'marks', account: 'a', id: '' })),
    })
    const store = indexedDb({ name, factory })
    expect(await store.wipe({ account: 'a' })).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
  })
})
