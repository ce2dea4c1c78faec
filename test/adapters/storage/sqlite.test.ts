import { afterEach, describe, expect, it } from 'vitest'
import { DatabaseSync } from 'node:sqlite'
import { expoSecrets } from '../../../adapters/storage/expo.ts'
import { sqlite, type SqlOpener } from '../../../adapters/storage/sqlite.ts'
import type { Row, Store } from '../../../src/ports/store.ts'
import { storeContract } from '../../../src/testing/contracts/store.contract.ts'
import { failureOf, valueOf } from '../../../src/testing/contracts/demand.ts'
import { append, put, queueIds, queueRow, readOne, sampleRow } from '../../../src/testing/contracts/sample-rows.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'
import { breachesOf } from '../../contract/planted/breaches.ts'
import { aPhone, type Phone } from '../platforms/phone.ts'
import { secureStoreOn } from '../platforms/secure-store.ts'
import { sqliteFile, type Plan, type SqliteFile } from '../platforms/sqlite-file.ts'

const files = new Set<SqliteFile>()
afterEach(() => {
  for (const file of files) file.remove()
  files.clear()
})

function aFile(): SqliteFile {
  const file = sqliteFile()
  files.add(file)
  return file
}

function open(file: SqliteFile, phone: Phone = aPhone(), database: SqlOpener = file.openers['expo-sqlite']): Store {
  return sqlite({ database, secrets: expoSecrets(secureStoreOn(phone)) })
}

const kept = (revision: number): readonly Row[] => [
  sampleRow({ revision }),
  sampleRow({ key: { kind: 'marks' }, revision }),
]

/** Everything that went wrong when a process dies at each statement of a commit. */
async function sweep(
  database: (file: SqliteFile) => SqlOpener,
): Promise<{ readonly runs: number; readonly lost: readonly string[] }> {
  const lost: string[] = []
  for (let call = 0; ; call += 1) {
    for (const fate of ['die before', 'die after'] as const) {
      const file = sqliteFile()
      try {
        const store = open(file, aPhone(), database(file))
        await put(store, ...kept(1))
        const before = file.statements()
        file.plan = (_, made) => (made === before + call ? fate : null)
        const writes = [
          ...kept(2).map((row) => ({ do: 'put', row }) as const),
          { do: 'append', row: queueRow('1') } as const,
        ]
        await Promise.race([store.commit([], writes), file.died()])
        const isOver = file.statements() <= before + call
        file.plan = null
        const after = open(file, aPhone(), database(file))
        const rows = await Promise.all(kept(1).map((row) => readOne(after, row)))
        const seen = [...rows.map((row) => row?.revision), (await queueIds(after)).length]
        if (
          ![
            [1, 1, 0],
            [2, 2, 1],
          ].some((whole) => whole.join() === seen.join())
        )
          lost.push(`statement ${call}, ${fate}: ${seen.join()}`)
        after.dispose()
        if (isOver) return { runs: call * 2, lost }
      } finally {
        file.remove()
      }
    }
  }
}

describe('sqlite() in a process that dies', () => {
  it('has all of a commit or nothing of it, whichever statement was the last', async () => {
    const { runs, lost } = await sweep((file) => file.openers['expo-sqlite'])
    process.stdout.write(`${runs} deaths in a commit\n`)
    expect(runs).toBeGreaterThan(15)
    expect(lost).toEqual([])
  })

  const careless =
    (file: SqliteFile): SqlOpener =>
    async () => {
      const connection = await file.openers['expo-sqlite']()
      const isOf = (sql: string): boolean => /^(BEGIN|COMMIT|ROLLBACK)/.test(sql)
      return { ...connection, run: async (sql, values) => (isOf(sql) ? [] : connection.run(sql, values)) }
    }

  it('would have half of it without a transaction', async () => {
    expect((await sweep(careless)).lost.length).toBeGreaterThan(0)
  })

  it('would have two winners without one, which the contract notices', async () => {
    const breaches = await breachesOf(storeContract, async () => {
      const own = sqliteFile()
      files.add(own)
      return { open: async () => open(own, aPhone(), careless(own)), end: async () => {} }
    })
    expect(breaches).toContain('store.commit.one-winner')
  })
})

describe('sqlite() when the database fails', () => {
  const once = (fate: 'fail before' | 'fail after', of: RegExp): Plan => {
    let isDone = false
    return (sql) => {
      if (isDone || !of.test(sql)) return null
      isDone = true
      return fate
    }
  }

  it.each(['fail before', 'fail after'] as const)(
    'opens a connection that went away once more, and writes once: %s',
    async (fate) => {
      const file = aFile()
      const store = open(file)
      await append(store, queueRow('1'))
      for (const sql of [/^BEGIN/, /^SELECT value/, /^INSERT/, /^COMMIT/]) {
        const row = queueRow(`after ${sql.source}`)
        file.plan = once(fate, sql)
        const [seq] = await append(store, row)
        expect((await readOne(store, row))?.seq).toBe(seq)
      }
      expect(await queueIds(store)).toHaveLength(5)
      const rows = valueOf(await store.read([{ by: 'account', kind: 'queue', account: queueRow('1').key.account }]))
      expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    },
  )

  it('answers closed when it goes away twice', async () => {
    const file = aFile()
    const store = open(file)
    await put(store, sampleRow())
    file.plan = () => 'fail before'
    expect(failureOf(await store.read([{ by: 'key', key: sampleRow().key }]))).toEqual({ kind: 'closed' })
    file.plan = null
    expect(await readOne(store, sampleRow())).toEqual(sampleRow())
  })

  it.each([
    ['database or disk is full', 'quota'],
    ['database disk image is malformed', 'corrupted'],
    ['file is not a database', 'corrupted'],
  ])('calls "%s" %s', async (words, kind) => {
    const file = aFile()
    const store = open(file)
    await put(store, sampleRow())
    file.words = words
    file.plan = (sql) => (sql.startsWith('INSERT') ? 'fail before' : null)
    expect(failureOf(await store.commit([], [{ do: 'put', row: sampleRow({ revision: 2 }) }]))).toEqual({ kind })
    file.plan = null
    expect(await readOne(store, sampleRow())).toEqual(sampleRow())
  })

  it('waits for another process that writes, and no longer than it may', async () => {
    const [file, clock] = [aFile(), virtualClock()]
    await put(open(file), sampleRow())
    const store = sqlite({
      database: file.openers['expo-sqlite'],
      secrets: expoSecrets(secureStoreOn(aPhone())),
      clock,
    })
    const other = new DatabaseSync(file.path)
    other.exec('BEGIN IMMEDIATE')
    const late = store.commit([], [{ do: 'put', row: sampleRow({ revision: 2 }) }])
    await clock.advance('6s')
    expect(failureOf(await late)).toEqual({ kind: 'timeout' })
    const writing = store.commit([], [{ do: 'put', row: sampleRow({ revision: 2 }) }])
    await clock.advance('1s')
    other.exec('COMMIT')
    other.close()
    await clock.advance('1s')
    valueOf(await writing)
    store.dispose()
  })

  it('leaves the tables of a newer version alone (MT-11)', async () => {
    const file = aFile()
    const store = open(file)
    await put(store, sampleRow())
    store.dispose()
    const newer = new DatabaseSync(file.path)
    newer.exec('PRAGMA user_version = 2')
    newer.close()
    expect(failureOf(await open(file).read([]))).toEqual({ kind: 'blocked' })
    expect(failureOf(await open(file).commit([], [{ do: 'put', row: sampleRow() }]))).toEqual({ kind: 'blocked' })
  })

  it('tells one bad row of many by its name, and asked for by name, that it is bad (QU-13)', async () => {
    const file = aFile()
    const store = open(file)
    await append(store, queueRow('1'), queueRow('2'))
    const other = new DatabaseSync(file.path)
    other.exec(`UPDATE rows SET head = '{"sessionId":' WHERE id = '"1"'`)
    other.close()
    const rows = valueOf(await store.read([{ by: 'account', kind: 'queue', account: queueRow('1').key.account }]))
    expect(rows.map(({ key, revision }) => [key.id, revision])).toEqual([
      ['2', 1],
      ['1', 0],
    ])
    expect(failureOf(await store.read([{ by: 'key', key: queueRow('1').key }]))).toEqual({ kind: 'corrupted' })
    const standing = { key: queueRow('1').key, sessionId: 'login-1', revision: 1 }
    expect(failureOf(await store.commit([standing], [])).kind).toBe('conflict')
  })

  it('is impossible in an app that was built without the module', async () => {
    const store = open(aFile(), aPhone(), () => Promise.reject(new TypeError('openDatabaseAsync is not a function')))
    expect(failureOf(await store.read([]))).toEqual({ kind: 'impossible' })
  })
})
