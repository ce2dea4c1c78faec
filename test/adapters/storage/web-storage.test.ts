import { describe, expect, it } from 'vitest'
import { webStorage } from '../../../adapters/storage/web-storage.ts'
import { singleTab } from '../../../adapters/tabs/single-tab.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import { failureOf, valueOf } from '../../../src/testing/contracts/demand.ts'
import { put, readOne, sampleRow } from '../../../src/testing/contracts/sample-rows.ts'
import { storageOnMap } from '../../contract/store-subjects.ts'
import { aWorld, outcomeOf } from '../../core/worlds.ts'

const dangerouslyPlaintext = true

describe('webStorage()', () => {
  it('has to be asked for by its dangerous name', () => {
    const careless = { storage: storageOnMap() } as unknown as Parameters<typeof webStorage>[0]
    expect(() => webStorage(careless)).toThrow('dangerouslyPlaintext has to be true')
  })

  it('declares what it can not hold', () => {
    const storage = storageOnMap()
    expect(webStorage({ dangerouslyPlaintext, storage }).traits).toMatchObject({
      protection: 'plaintext',
      atomic: false,
      survivesRestart: true,
      sharedBetweenContexts: true,
    })
    expect(webStorage({ dangerouslyPlaintext, storage, area: 'session' }).traits).toMatchObject({
      survivesRestart: false,
      sharedBetweenContexts: false,
    })
    expect(webStorage({ dangerouslyPlaintext, storage }).keys.extractable).toBe(true)
  })

  it('keeps all rows in one item, so that a write that fails leaves the old ones whole', async () => {
    const storage = storageOnMap(1_500)
    const store = webStorage({ dangerouslyPlaintext, storage })
    await put(store, sampleRow())
    const huge = sampleRow({ revision: 2, sealed: new Uint8Array(2_000) })
    const outcome = await store.commit(
      [],
      [
        { do: 'put', row: sampleRow({ key: { kind: 'intent' } }) },
        { do: 'put', row: huge },
      ],
    )
    expect(failureOf(outcome)).toEqual({ kind: 'quota' })
    expect(await readOne(store, sampleRow())).toEqual(sampleRow())
    expect(await readOne(store, sampleRow({ key: { kind: 'intent' } }))).toBeUndefined()
    expect(storage.length).toBe(1)
  })

  it('leaves a newer version’s data as it is (MT-11)', async () => {
    const storage = storageOnMap()
    const newer = JSON.stringify({ version: 2, whatever: true })
    storage.setItem('authchart', newer)
    const store = webStorage({ dangerouslyPlaintext, storage })
    expect(failureOf(await store.read([]))).toEqual({ kind: 'blocked' })
    expect(failureOf(await store.commit([], [{ do: 'put', row: sampleRow() }]))).toEqual({ kind: 'blocked' })
    expect(failureOf(await store.wipe('everything'))).toEqual({ kind: 'blocked' })
    expect(failureOf(await store.keys.ensure({ scope: 'device' }))).toEqual({ kind: 'impossible' })
    expect(storage.getItem('authchart')).toBe(newer)
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"version":1}',
    '{"version":"1","lastSeq":0,"keys":[],"rows":[]}',
    '{"version":1,"lastSeq":0,"keys":[],"rows":[null]}',
    '{"version":1,"lastSeq":0,"keys":[],"rows":[{"kind":"session"}]}',
    '{"version":1,"lastSeq":0,"keys":[],"rows":[{"kind":"session","account":"a","id":"","sessionId":"s","revision":1,"clear":{"__proto__":1,"constructor":2},"sealed":null,"seq":null}]}',
  ])('calls %s corrupted', async (text) => {
    const storage = storageOnMap()
    storage.setItem('authchart', text)
    expect(failureOf(await webStorage({ dangerouslyPlaintext, storage }).read([]))).toEqual({ kind: 'corrupted' })
  })

  it('is impossible where there is none, or reading it is forbidden', async () => {
    expect(failureOf(await webStorage({ dangerouslyPlaintext }).read([]))).toEqual({ kind: 'impossible' })
    const forbidden = storageOnMap()
    forbidden.getItem = () => {
      throw new DOMException('The operation is insecure', 'SecurityError')
    }
    const store = webStorage({ dangerouslyPlaintext, storage: forbidden })
    expect(failureOf(await store.read([]))).toEqual({ kind: 'impossible' })
    expect(failureOf(await store.keys.exists({ scope: 'device' }))).toEqual({ kind: 'impossible' })
  })

  it('notices a key that is not whole', async () => {
    const storage = storageOnMap()
    const store = webStorage({ dangerouslyPlaintext, storage })
    valueOf(await store.keys.ensure({ scope: 'device' }))
    for (const key of ['', 'AAAA', '%%%']) {
      storage.setItem('authchart', JSON.stringify({ version: 1, lastSeq: 0, keys: [['device', key]], rows: [] }))
      const sealed = await store.keys.seal({ scope: 'device' }, new Uint8Array(1), new Uint8Array(1))
      expect(failureOf(sealed)).toEqual({ kind: 'key_lost' })
    }
  })
})

describe('a session in web storage', () => {
  const local = () => webStorage({ dangerouslyPlaintext, storage: storageOnMap() })

  it('is refused where tabs would share tokens that rotate', () => {
    const world = aWorld()
    expect(() => world.open({ store: local() })).toThrow('an option is not valid')
  })

  it('is allowed where they do not rotate, where one tab is all there is, and in sessionStorage', async () => {
    const kept = aWorld({ rotation: { rotates: false } })
    const storage = storageOnMap()
    const first = await kept.start({ store: webStorage({ dangerouslyPlaintext, storage }) })
    await kept.signIn(first)
    expect(first.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    first.dispose()
    expect((await kept.start({ store: webStorage({ dangerouslyPlaintext, storage }) })).state.status).toBe('ACTIVE')

    const alone = aWorld()
    const auth = await alone.start({ store: local(), platform: ({ clock }) => ({ tabs: singleTab({ clock }) }) })
    await alone.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')

    const tab = webStorage({ dangerouslyPlaintext, storage: storageOnMap(), area: 'session' })
    const short = aWorld()
    const gone = await short.start({ store: tab })
    await short.signIn(gone)
    expect(gone.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
  })

  it('is warned of', async () => {
    const world = aWorld({ rotation: { rotates: false } })
    const { auth } = world.open({ store: local() })
    const problems: string[] = []
    auth.on('developer.problem', ({ code }) => problems.push(code))
    await world.settle()
    expect(problems).toEqual(['storage_plaintext'])
  })

  it('accepts no work that has to last', async () => {
    const note = defineOperation<string>({
      name: 'note.create',
      version: 1,
      request: (text) => ({ method: 'POST', url: 'https://api.test/notes', json: text }),
    })
    for (const [allowMemory, answer] of [
      [false, 'rejected: queue_unavailable'],
      [true, '"durability":"memory"'],
    ] as const) {
      const world = aWorld({ rotation: { rotates: false } })
      const queue = durableQueue({ operations: [note], allowMemory })
      const auth = await world.start({ store: local(), queue })
      await world.signIn(auth)
      world.switchNetwork('offline')
      await world.advance('5s')
      const enqueued = outcomeOf(auth.queue?.enqueue(note, 'one') ?? Promise.resolve())
      await world.advance('1s')
      expect(enqueued.current).toContain(answer)
    }
  })
})
