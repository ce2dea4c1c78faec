import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import { connectionTo } from '../../../adapters/storage/indexed-db/connection.ts'
import { operationsOn } from '../../../adapters/storage/indexed-db/operations.ts'
import { schemaVersion } from '../../../adapters/storage/indexed-db/schema.ts'
import { duration } from '../../../machines/time.ts'
import type { Store } from '../../../src/ports/store.ts'
import { append, put, readOne, sampleRow, standing } from '../../../src/testing/contracts/sample-rows.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'
import { settle } from '../../../src/testing/fakes/settle.ts'
import {
  abortWith,
  holdComplete,
  silence,
  tamperedFactory,
  tellAbortedThoughCommitted,
  type Tampering,
} from './tampered-factory.ts'

const putSample = (store: Store, revision = 1) => store.commit([], [{ do: 'put', row: sampleRow({ revision }) }])

function tampered(tampering: Tampering, name: string = crypto.randomUUID()) {
  const clock = virtualClock()
  const factory = tamperedFactory(tampering)
  const store = indexedDb({ name, factory, clock, deadline: duration(5_000) })
  return { store, factory, clock, name, clean: () => indexedDb({ name }) }
}

/** Calls back for the n-th read-write transaction only. */
function nthWrite(n: number, tamper: (transaction: IDBTransaction) => void): Tampering {
  let count = 0
  return {
    onTransaction(transaction) {
      if (transaction.mode === 'readwrite' && (count += 1) === n) tamper(transaction)
    },
  }
}

describe('a commit to IndexedDB', () => {
  it('is acknowledged on complete, not when its requests succeed (RC-03)', async () => {
    let complete = (): void => {}
    const { store } = tampered(nthWrite(1, (transaction) => (complete = holdComplete(transaction).open)))
    let acknowledged = false
    const committing = putSample(store).then((outcome) => {
      acknowledged = true
      return outcome
    })
    await settle(50)
    expect(acknowledged).toBe(false)
    complete()
    expect(await committing).toMatchObject({ ok: true })
  })

  it('asks for strict durability unless told otherwise', async () => {
    const asked: string[] = []
    const { store } = tampered({
      onTransaction: ({ mode, durability }) => mode === 'readwrite' && asked.push(durability),
    })
    await putSample(store)
    await store.commit([], [{ do: 'put', row: sampleRow() }], { durability: 'relaxed' })
    expect(asked).toEqual(['strict', 'relaxed'])
  })

  it('opens the database when the store is made, before anybody asks', () => {
    expect(tampered({}).factory.opened).toBe(1)
  })

  it.each([
    ['its name', new DOMException('full', 'QuotaExceededError')],
    ['the name Firefox used', Object.assign(new Error('full'), { name: 'NS_ERROR_DOM_QUOTA_REACHED' })],
    ['the new interface', Object.assign(new Error('full'), { name: 'QuotaExceededError', quota: 1, requested: 2 })],
    ['the legacy code', Object.assign(new Error('full'), { code: 22 })],
    ['Firefox’s legacy code', Object.assign(new Error('full'), { code: 1014 })],
  ])('answers quota for a full disk known by %s, and writes nothing (ST-08)', async (_, error) => {
    const { store, clean } = tampered(nthWrite(1, (transaction) => abortWith(transaction, error as DOMException)))
    expect(await putSample(store)).toMatchObject({ ok: false, failure: { kind: 'quota' } })
    expect(await readOne(clean(), sampleRow())).toBeUndefined()
    expect(await putSample(store)).toMatchObject({ ok: true })
  })

  it.each(['InvalidStateError', 'UnknownError', 'AbortError'])(
    'reopens once and tries once more when the connection is gone: %s (ST-09)',
    async (name) => {
      const faults = [new DOMException('gone', name)]
      const { store, factory } = tampered({ refuse: () => faults.pop() ?? null })
      expect(await putSample(store)).toMatchObject({ ok: true })
      expect(factory.opened).toBe(2)
    },
  )

  it('answers closed when the connection goes twice in a row', async () => {
    const { store, factory } = tampered({ refuse: () => new DOMException('gone', 'InvalidStateError') })
    expect(await putSample(store)).toMatchObject({ ok: false, failure: { kind: 'closed' } })
    expect(factory.opened).toBe(2)
  })

  it('counts a commit that was lost from sight but landed as done, not as a conflict', async () => {
    const { store, clean } = tampered(nthWrite(2, tellAbortedThoughCommitted))
    await put(store, sampleRow())
    const outcome = await store.commit(
      [standing(sampleRow())],
      [
        { do: 'put', row: sampleRow({ revision: 2 }) },
        { do: 'append', row: sampleRow({ key: { kind: 'queue', id: '1' } }) },
      ],
    )
    expect(outcome).toMatchObject({ ok: true, value: { seqs: [1] } })
    expect(await readOne(clean(), sampleRow())).toMatchObject({ revision: 2 })
    expect(await append(clean(), sampleRow({ key: { kind: 'queue', id: '2' } }))).toEqual([2])
  })

  it('is a conflict when the lost commit did not land and another has', async () => {
    const name = crypto.randomUUID()
    const rival = indexedDb({ name })
    await put(rival, sampleRow())
    const { store } = tampered(
      nthWrite(1, (transaction) => {
        transaction.abort()
        void put(rival, sampleRow({ revision: 2, clear: { winner: 'rival' } }))
      }),
      name,
    )
    const outcome = await store.commit([standing(sampleRow())], [{ do: 'put', row: sampleRow({ revision: 2 }) }])
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
    expect(await readOne(rival, sampleRow())).toMatchObject({ clear: { winner: 'rival' } })
  })
})

describe('a database that the browser has thrown away', () => {
  /** What Chromium adds to the event; no other engine has it. */
  const saying = (dataLoss: string): Tampering => ({
    onOpen: (request) =>
      request.addEventListener('upgradeneeded', (event) =>
        Object.defineProperty(event, 'dataLoss', { value: dataLoss }),
      ),
  })

  it.each([
    ['total', 1],
    ['none', 0],
  ])('is told once when the browser says %s', async (dataLoss, times) => {
    const onLost = vi.fn<() => void>()
    const factory = tamperedFactory(saying(dataLoss))
    const store = indexedDb({ name: crypto.randomUUID(), factory, clock: virtualClock(), onLost })
    expect(await putSample(store)).toMatchObject({ ok: true })
    expect(await readOne(store, sampleRow())).not.toBeNull()
    expect(onLost).toHaveBeenCalledTimes(times)
  })
})

describe('IndexedDB that does not answer', () => {
  it('gives timeout at the deadline, to every call (ST-11)', async () => {
    const { store, clock } = tampered({ onOpen: silence })
    const calls = [putSample(store), store.read([]), store.wipe('everything'), store.keys.exists({ scope: 'device' })]
    await clock.advance('4.9s')
    const early = await Promise.race([...calls, settle().then(() => 'open')])
    expect(early).toBe('open')
    await clock.advance('200ms')
    for (const call of calls) expect(await call).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
    expect(clock.pending).toBe(0)
  })

  it('does not write after the deadline what it reported as timed out', async () => {
    const { store, clock, clean } = tampered(
      nthWrite(1, (transaction) => {
        const busy = transaction.objectStore('rows')
        const keepAlive = (): void => {
          busy.count().onsuccess = keepAlive
        }
        keepAlive()
        transaction.commit = () => {}
      }),
    )
    const committing = putSample(store)
    await clock.advance('6s')
    expect(await committing).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
    expect(await readOne(clean(), sampleRow())).toBeUndefined()
  })

  it('leaves no timer behind when it does answer', async () => {
    const { store, clock } = tampered({})
    await putSample(store)
    expect(clock.pending).toBe(0)
  })
})

describe('IndexedDB of another version (ST-10)', () => {
  const open = (name: string, version: number): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version)
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })

  it('gets out of the way at once and answers blocked from then on', async () => {
    const { store, name } = tampered({})
    await putSample(store)
    const newer = await open(name, 99)
    expect(newer.version).toBe(99)
    expect(await putSample(store)).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
    newer.close()
  })

  it('opens again by itself after the database was deleted from outside', async () => {
    const { store, name } = tampered({})
    await putSample(store)
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).addEventListener('success', resolve)
    })
    expect(await readOne(store, sampleRow())).toBeUndefined()
    expect(await putSample(store)).toMatchObject({ ok: true })
  })

  it('answers blocked after a bounded wait for a context that keeps its older version open', async () => {
    const name = crypto.randomUUID()
    const older = await open(name, schemaVersion)
    const clock = virtualClock()
    const connection = connectionTo(indexedDB, name, schemaVersion + 1)
    const operate = operationsOn({ connection, clock, deadline: duration(5_000), isDisposed: () => false })
    const version = () => operate(async ({ database }) => database.version)
    const waiting = version()
    await clock.advance('5s')
    expect(await waiting).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
    older.close()
    await settle(50)
    expect(await version()).toMatchObject({ ok: true, value: schemaVersion + 1 })
    connection.close()
  })
})
