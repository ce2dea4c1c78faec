import { describe, expect, it } from 'vitest'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import type { KeyName } from '../../../src/ports/keys.ts'

const device: KeyName = { scope: 'device' }
const nothing = new Uint8Array(0)
const impossible = { ok: false, failure: { kind: 'impossible' } }

describe('indexedDb() on a server', () => {
  it('answers impossible to every call', async () => {
    expect(typeof indexedDB).toBe('undefined')
    const { keys, ...store } = indexedDb({ name: 'nowhere' })
    const answers = await Promise.all([
      store.read([]),
      store.commit([], []),
      store.wipe('everything'),
      keys.ensure(device),
      keys.exists(device),
      keys.seal(device, nothing, nothing),
      keys.open(device, nothing, nothing),
      keys.destroy(device),
    ])
    for (const answer of answers) expect(answer).toMatchObject(impossible)
    store.dispose()
  })

  it('answers impossible where opening is forbidden', async () => {
    const forbidden = (): never => {
      throw new DOMException('The operation is insecure', 'SecurityError')
    }
    const factory: IDBFactory = {
      open: forbidden,
      deleteDatabase: forbidden,
      databases: forbidden,
      cmp: forbidden,
    }
    const store = indexedDb({ name: 'private', factory })
    expect(await store.read([])).toMatchObject(impossible)
    expect(await store.keys.ensure(device)).toMatchObject(impossible)
  })
})
