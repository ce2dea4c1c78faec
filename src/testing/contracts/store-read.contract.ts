import type { Row } from '../../ports/store.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, valueOf } from './demand.ts'
import { alice, append, bob, put, queueIds, queueRow, readOne, sampleRow, standing } from './sample-rows.ts'
import type { StoreSubject } from './store-subject.ts'

/** Names that a careless key or column takes for something else. */
const oddIds = ['', ' ', '0', '__proto__', 'constructor', 'a,b', '["a"]', 'a\u0000b', 'ä', '𝌆', 'x'.repeat(500)]

export const storeReadContract: readonly ContractCase<StoreSubject>[] = [
  contractCase('store.read.absent', 'a missing row is absent from the answer', async ({ open }) => {
    const store = await open()
    demandEqual(valueOf(await store.read([{ by: 'key', key: sampleRow().key }])), [], 'Nothing is found')
    demandEqual(await queueIds(store), [], 'No queue is found')
  }),
  contractCase('store.read.whole-row', 'a row comes back as it was written', async ({ open }) => {
    const store = await open()
    const row = sampleRow({
      clear: { text: 'ä', count: -1.5, yes: true, nothing: null, list: ['a', 'b'], empty: [] },
      sealed: Uint8Array.from({ length: 300 }, (_, index) => index % 256),
      revision: 7,
    })
    const bare = sampleRow({ key: { kind: 'marks' }, clear: {}, sealed: null, sessionId: '' })
    await put(store, row, bare)
    demandEqual(await readOne(store, row), row, 'The row is the same')
    demandEqual(await readOne(store, bare), bare, 'A row without sealed bytes is the same')
  }),
  contractCase('store.read.window', 'a view on a larger buffer is stored as what it shows', async ({ open }) => {
    const store = await open()
    const row = sampleRow({ sealed: new Uint8Array([9, 9, 1, 2, 9]).subarray(2, 4) })
    await put(store, row)
    const sealed = (await readOne(store, row))?.sealed
    demandEqual(sealed, new Uint8Array([1, 2]), 'The bytes are those of the view')
    demandEqual(sealed?.buffer.byteLength, 2, 'Nothing around them is stored')
  }),
  contractCase('store.read.copies', 'nobody changes a stored row through an object', async ({ open }) => {
    const store = await open()
    const sealed = new Uint8Array([1, 2, 3])
    const row = sampleRow({ sealed })
    await put(store, row)
    sealed[0] = 99
    const found = await readOne(store, row)
    demand(found !== undefined && found.sealed !== null, 'The row is found')
    found.sealed[1] = 99
    demandEqual((await readOne(store, row))?.sealed, new Uint8Array([1, 2, 3]), 'The stored bytes stay')
  }),
  contractCase('store.read.odd-ids', 'every id names its own row', async ({ open }) => {
    const store = await open()
    const rows = oddIds.map((id, index) => sampleRow({ key: { kind: 'cache', id }, clear: { index } }))
    await put(store, ...rows)
    for (const row of rows) demandEqual(await readOne(store, row), row, `The row of ${JSON.stringify(row.key.id)}`)
  }),
  contractCase('store.read.isolation', 'kinds and accounts keep to themselves', async ({ open }) => {
    const store = await open()
    await append(store, queueRow('1', alice), queueRow('2', bob), queueRow('3', alice))
    await put(store, sampleRow({ key: { kind: 'cache', account: alice, id: '4' } }))
    demandEqual(await queueIds(store, alice), ['1', '3'], 'Only the queue of this account')
    demandEqual(await queueIds(store, bob), ['2'], 'Only the queue of the other')
    demandEqual(await queueIds(store, 'account'), [], 'A prefix is no account')
  }),
  contractCase('store.read.order', 'an account’s rows come by seq, then those without by id', async ({ open }) => {
    const store = await open()
    await put(store, queueRow('b'), queueRow('a'))
    await append(store, queueRow('z'), queueRow('c'))
    demandEqual(await queueIds(store), ['z', 'c', 'a', 'b'], 'The order')
  }),
  contractCase('store.read.page', 'after and limit cut the same order', async ({ open }) => {
    const store = await open()
    await put(store, queueRow('x'), queueRow('y'))
    const [first = 0, second = 0] = await append(store, queueRow('3'), queueRow('2'), queueRow('1'))
    const page = async (options: { readonly after?: number; readonly limit?: number }) =>
      valueOf(await store.read([{ by: 'account', kind: 'queue', account: alice, ...options }])).map(({ key }) => key.id)
    demandEqual(await page({ limit: 1 }), ['3'], 'The head alone')
    demandEqual(await page({ limit: 4 }), ['3', '2', '1', 'x'], 'Four of five')
    demandEqual(await page({ limit: 99 }), ['3', '2', '1', 'x', 'y'], 'More than there are')
    demandEqual(await page({ limit: 0 }), [], 'None')
    demandEqual(await page({ after: first }), ['2', '1'], 'Only those with a later seq')
    demandEqual(await page({ after: first, limit: 1 }), ['2'], 'The next one')
    demandEqual(await page({ after: second + 99 }), [], 'Nothing after the end')
  }),
  contractCase('store.read.several', 'one read answers several questions in their order', async ({ open }) => {
    const store = await open()
    await put(store, sampleRow(), sampleRow({ key: { kind: 'marks' } }))
    await append(store, queueRow('1'))
    const rows = valueOf(
      await store.read([
        { by: 'account', kind: 'queue', account: alice },
        { by: 'key', key: { kind: 'intent', account: alice, id: '' } },
        { by: 'key', key: { kind: 'marks', account: alice, id: '' } },
        { by: 'key', key: { kind: 'session', account: alice, id: '' } },
      ]),
    )
    demandEqual(
      rows.map(({ key }) => key.kind),
      ['queue', 'marks', 'session'],
      'The kinds',
    )
  }),
  contractCase('store.read.consistent', 'one read never sees half a commit', async ({ open }) => {
    const [writer, reader] = [await open(), await open()]
    const pair = (revision: number): readonly Row[] => [
      sampleRow({ revision }),
      sampleRow({ revision, key: { kind: 'marks' } }),
    ]
    await put(writer, ...pair(1))
    const writing = (async () => {
      for (let revision = 2; revision < 30; revision += 1) {
        const [session, marks] = pair(revision)
        if (session === undefined || marks === undefined) return
        const check = { ...standing(session), revision: revision - 1 }
        valueOf(
          await writer.commit(
            [check],
            [
              { do: 'put', row: session },
              { do: 'put', row: marks },
            ],
          ),
        )
      }
    })()
    for (let look = 0; look < 30; look += 1) {
      const rows = valueOf(await reader.read(pair(1).map(({ key }) => ({ by: 'key', key }))))
      demandEqual(rows[0]?.revision, rows[1]?.revision, 'Both rows are of one commit')
    }
    await writing
  }),
]
