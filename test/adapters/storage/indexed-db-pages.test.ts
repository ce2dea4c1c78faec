import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import type { Write } from '../../../src/ports/store.ts'

it.each([0, 1, 499, 500, 501, 1_200])(
  'reads %d rows of an account in their order, and nobody else’s',
  async (count) => {
    const store = indexedDb({ name: crypto.randomUUID() })
    const append = (account: string, index: number): Write => ({
      do: 'append',
      // Ids that sort the other way round than the rows were stored.
      row: {
        key: { kind: 'queue', account, id: `id-${String(5_000 - index)}` },
        sessionId: 'login',
        revision: 1,
        clear: { index },
        sealed: null,
        seq: null,
      },
    })
    const indexes = Array.from({ length: count }, (_, index) => index)
    await store.commit(
      [],
      indexes.map((index) => append('ada', index)),
    )
    await store.commit([], [append('ad', 7_000), append('grace', 8_000)])
    const read = await store.read([{ by: 'account', kind: 'queue', account: 'ada' }])
    expect(read.ok && read.value.map(({ clear }) => clear['index'])).toEqual(indexes)
    store.dispose()
  },
)
