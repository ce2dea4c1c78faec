import { expect, it } from 'vitest'
import { memory } from '../../adapters/storage/memory.ts'
import { valueOf } from '../../src/testing/contracts/demand.ts'
import type { Row } from '../../src/ports/store.ts'
import { openRow, sealRow, type Unsealed } from '../../src/vault/sealed-row.ts'

it('opens nothing that was moved to another account, kind, id, session or revision (ST-02)', async () => {
  const { keys } = memory()
  for (const account of ['alice', 'bob', 'alicebob']) valueOf(await keys.ensure({ scope: 'account', account }))
  valueOf(await keys.ensure({ scope: 'device' }))
  const places: Omit<Unsealed, 'secret' | 'clear'>[] = []
  for (const account of ['alice', 'bob', 'alicebob', 'device'])
    for (const kind of ['session', 'queue_body'] as const)
      for (const id of ['', '1', '11'])
        for (const sessionId of ['', 's', '1'])
          for (const revision of [1, 11]) places.push({ key: { kind, account, id }, sessionId, revision })
  const rows: Row[] = []
  for (const place of places)
    rows.push(valueOf(await sealRow(keys, { ...place, clear: {}, secret: { of: place.key.id } })))
  const wrong: unknown[] = []
  for (const [from, row] of rows.entries()) {
    for (const [to, place] of rows.entries()) {
      const opened = await openRow(keys, { ...place, sealed: row.sealed })
      if (opened.ok !== (from === to)) wrong.push([row.key, place.key, opened.ok])
    }
  }
  expect(rows.length).toBe(144)
  expect(wrong).toEqual([])
})
