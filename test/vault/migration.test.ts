import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { deleteDB, openDB } from 'idb'
import { afterEach, describe, expect, it } from 'vitest'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { sealBytes } from '../../adapters/storage/sealing.ts'
import { instant, type Instant } from '../../machines/time.ts'
import type { Json } from '../../src/exchange/parse-json.ts'
import type { Row, RowKey } from '../../src/ports/store.ts'
import { additionalData } from '../../src/vault/sealed-row.ts'
import { aWorkingWorld, queueOf } from '../accounts/work.ts'
import { ends, password } from '../accounts/people.ts'
import { realSettle } from './real-settle.ts'

/** What an earlier version wrote, opened. `database`: the version of the database it lay in. */
interface Fixture {
  readonly about: string
  readonly database: number
  readonly lastSeq: number
  readonly writtenAt: number
  readonly rows: readonly (Omit<Row, 'sealed'> & { readonly isSealed: boolean; readonly secret: Json })[]
}

const fixtures = (['format-1', 'format-2'] as const).map((name) => {
  const path = new URL(`fixtures/${name}.json`, import.meta.url)
  return [name, JSON.parse(readFileSync(path, 'utf8')) as Fixture] as const
})

const names: string[] = []
afterEach(async () => {
  for (const name of names.splice(0)) await deleteDB(name)
})

const keyOf = (key: RowKey): string => (key.account === 'device' ? 'device' : `account:${key.account}`)

/** The database as the earlier version left it: its stores, its keys, its rows sealed under them. */
async function written({ database: version, rows, lastSeq }: Fixture): Promise<string> {
  const name = `migration-${crypto.randomUUID()}`
  names.push(name)
  const database = await openDB(name, version, {
    upgrade: (made) => {
      const store = made.createObjectStore('rows', { keyPath: ['kind', 'account', 'id'] })
      store.createIndex('bySeq', ['kind', 'account', 'seq'])
      store.createIndex('byAccount', 'account')
      made.createObjectStore('keys')
      made.createObjectStore('counters')
    },
  })
  const keys = new Map<string, CryptoKey>()
  for (const path of new Set(rows.map(({ key }) => keyOf(key)))) {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    keys.set(path, key)
    await database.put('keys', key, path)
  }
  for (const { key, isSealed, secret, ...columns } of rows) {
    const sealer = keys.get(keyOf(key))
    const plain = new TextEncoder().encode(JSON.stringify(secret))
    const sealed =
      isSealed && sealer !== undefined
        ? await sealBytes(sealer, plain, new Uint8Array(additionalData({ key, ...columns })))
        : null
    await database.put('rows', { ...key, ...columns, sealed })
  }
  await database.put('counters', lastSeq, 'seq')
  database.close()
  return name
}

/** Everything that lies in it, whatever its version. */
async function contentOf(name: string): Promise<{ readonly version: number; readonly rows: string }> {
  const database = await openDB(name)
  const rows: unknown[] = await database.getAll('rows')
  const { version } = database
  database.close()
  return { version, rows: JSON.stringify(rows) }
}

/** A start of today's code over that database, at that moment and without a network. */
async function start(name: string, at: Instant, factory: IDBFactory = indexedDB) {
  const working = aWorkingWorld()
  const { world, identity } = working
  await world.advance(at - world.clock.wall())
  world.switchNetwork('offline')
  const store = world.watch(indexedDb({ name, factory }))
  const tab = world.open({ store, identity })
  const { auth } = tab
  const reasons: (string | null)[] = []
  auth.on('persistence.changed', ({ reason }) => reasons.push(reason))
  await realSettle(world, () => auth.state.status !== 'RESTORING')
  return { ...working, auth, store, reasons }
}

describe.each(fixtures)('what an earlier version wrote (%s)', (_, fixture) => {
  const at = instant(fixture.writtenAt)

  it('is opened: nobody has to sign in, and the work is there, in order', async () => {
    const name = await written(fixture)
    const { auth, store, world } = await start(name, at)
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', user: { id: 'mira' }, persistence: 'durable' })
    await realSettle(
      world,
      () =>
        auth.state.pending === 2 &&
        queueOf(auth)
          .items()
          .every(({ content }) => content),
    )
    expect(
      queueOf(auth)
        .items()
        .map(({ content }) => content?.variables),
    ).toEqual([{ text: 'one' }, { text: 'two' }])
    auth.dispose()
    store.dispose()
    expect((await contentOf(name)).version).toBe(2)
  })

  it('goes on being used: after the next sign-in its work is sent, once and in order', async () => {
    const name = await written(fixture)
    const { auth, store, world, effects } = await start(name, at)
    world.switchNetwork('online')
    await world.advance('11s')
    await realSettle(world, () => auth.state.status === 'REAUTH_REQUIRED')
    expect(auth.state.status).toBe('REAUTH_REQUIRED')
    void ends(world, auth.signIn(password)).catch(() => {})
    await realSettle(world, () => effects.length === 2)
    expect(effects).toEqual(['mira: one', 'mira: two'])
    auth.dispose()
    store.dispose()
  })

  it('is the old or the new after an upgrade that dies, and upgraded by the next (ST-20)', async () => {
    const name = await written(fixture)
    const before = await contentOf(name)
    const dying = new Proxy(indexedDB, {
      get: (target, property) =>
        property === 'open'
          ? (...given: Parameters<IDBFactory['open']>) => {
              const request = target.open(...given)
              request.addEventListener('upgradeneeded', () => request.transaction?.abort())
              return request
            }
          : (Reflect.get(target, property) as unknown),
    })
    const broken = await start(name, at, dying)
    expect(broken.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
    broken.auth.dispose()
    broken.store.dispose()
    expect(await contentOf(name)).toEqual(before)
    const { auth, store } = await start(name, at)
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', user: { id: 'mira' } })
    auth.dispose()
    store.dispose()
    expect(await contentOf(name)).toEqual({ version: 2, rows: before.rows })
  })
})

describe('data of a newer version (MT-11)', () => {
  it('is refused by name, not read, not written and not lost', async () => {
    const [, fixture] = fixtures[1] ?? fixtures[0] ?? []
    if (fixture === undefined) throw new Error('no fixture')
    const name = await written(fixture)
    ;(await openDB(name, 3)).close()
    const before = await contentOf(name)
    const { auth, store, reasons, world } = await start(name, instant(fixture.writtenAt))
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'storage_timeout', persistence: 'memory' })
    expect(reasons).toEqual(['blocked'])
    expect(await store.commit([], [])).toMatchObject({ failure: { kind: 'blocked' } })
    world.switchNetwork('online')
    await ends(world, auth.signIn(password))
    await ends(world, auth.signOut())
    auth.dispose()
    store.dispose()
    expect(await contentOf(name)).toEqual(before)
  })
})
