import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import type { Store } from '../../src/ports/store.ts'
import { ada, queueWorld, signIn, type QueueTab, type QueueWorld } from './queue-world.ts'

// What published queues do in the same place is shown by `npm run peers`.

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

/** Texts that are neither with the server nor to be found in the queue. */
async function vanished(tab: QueueTab, texts: readonly string[]): Promise<readonly string[]> {
  await tab.part.facts(ada)
  const kept = JSON.stringify(await tab.api.export())
  const arrived = world.server.effects.map(({ text }) => text)
  return texts.filter((text) => !arrived.includes(text) && !kept.includes(`"${text}"`))
}

async function enqueueEach(tab: QueueTab, texts: readonly string[]): Promise<void> {
  for (const text of texts) await tab.api.enqueue(world.note, { lane: text, text })
}

describe('P12: an answer that is no success (workbox-background-sync)', () => {
  it.each([401, 403, 409, 429, 500, 503])(
    'P12: %d leaves the item with the server or with the user',
    async (status) => {
      const tab = world.openTab()
      await enqueueEach(tab, ['one'])
      world.server.faults.push({ status })
      await tab.sendAll()
      expect(await vanished(tab, ['one'])).toEqual([])
      expect(tab.api.counts().total + world.server.effects.length).toBe(1)
    },
  )

  it('P12: an item stays on the disk while it is being sent, and is sent again after the page has ended', async () => {
    const tab = world.openTab()
    await enqueueEach(tab, ['one'])
    world.server.faults.push({ after: new Promise(() => {}) })
    void tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(1)
    tab.kill()
    const next = world.openTab()
    expect(await next.part.facts(ada)).toMatchObject({ pending: 1 })
    await next.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one'])
    expect(new Set(world.server.requests.map(({ key }) => key)).size).toBe(1)
  })
})

describe('P13: what a text says, and a second tab (@tanstack/offline-transactions)', () => {
  it('P13: a 503 that speaks of 401, 403 and order 74012 is tried again', async () => {
    const tab = world.openTab()
    await enqueueEach(tab, ['one'])
    world.server.faults.push({ status: 503, body: '{"code":"401","detail":"403: cannot take order 74012"}' })
    await tab.sendAll()
    expect(tab.api.items()).toMatchObject([{ state: 'pending' }])
    await world.clock.advance('10m')
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one'])
  })

  it('P13: a second tab stores what it is given, and sends it as soon as the first one is gone', async () => {
    const [first, second] = [world.openTab(), world.openTab()]
    await first.take()
    await enqueueEach(second, ['one'])
    expect(await vanished(second, ['one'])).toEqual([])
    const sent = second.sendAll()
    const gone = world.clock.wall()
    first.kill()
    await sent
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one'])
    expect(world.clock.wall()).toBe(gone)
  })
})

describe('P14: a write that succeeds in a transaction that does not (@tanstack/offline-transactions)', () => {
  /** As a full disk does it: each request succeeds, then the transaction is aborted instead of committed. */
  function fullDisk(): { end(): void } {
    const [{ put }, { commit }] = [IDBObjectStore.prototype, IDBTransaction.prototype]
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
      const request = put.apply(this, given)
      const { transaction } = this
      request.addEventListener('success', () => {
        if (transaction.error === null) queueMicrotask(() => abortOnce(transaction))
      })
      return request
    }
    IDBTransaction.prototype.commit = () => {}
    return {
      end() {
        IDBObjectStore.prototype.put = put
        IDBTransaction.prototype.commit = commit
      },
    }
  }

  const aborted = new WeakSet<IDBTransaction>()
  function abortOnce(transaction: IDBTransaction): void {
    if (aborted.has(transaction)) return
    aborted.add(transaction)
    transaction.abort()
  }

  /** Whether an acknowledgement was true: told stored and there, or refused and not there. */
  async function isHonest(around: (store: Store) => Store): Promise<boolean> {
    const store = indexedDb({ name: `full-${crypto.randomUUID()}` })
    const tab = world.openTab({ around: () => around(store) })
    await signIn(store, ada)
    await tab.part.facts(ada)
    const disk = fullDisk()
    const receipt = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' }).catch(() => null)
    disk.end()
    const rows = await store.read([{ by: 'account', kind: 'queue', account: ada }])
    return rows.ok && (receipt === null ? rows.value.length === 0 : rows.value.length === 1)
  }

  it('P14: an item is acknowledged only when its transaction is complete, and shown only then', async () => {
    expect(await isHonest((store) => store)).toBe(true)
    expect(world.applied).toEqual([])
  })

  it('P14: a store that answers on the request would be seen (planted)', async () => {
    const hasty = (store: Store): Store => ({
      ...store,
      async commit(checks, writes, options) {
        const done = await store.commit(checks, writes, options)
        const seqs = writes.flatMap((write, index) => (write.do === 'append' ? [index + 1] : []))
        return done.ok ? done : { ok: true, at: done.at, value: { seqs } }
      },
    })
    expect(await isHonest(hasty)).toBe(false)
  })
})

describe('P15: a page that ends, and answers out of order (@tanstack/react-query)', () => {
  it('P15: four items on their way are four items after a reload, each delivered once', async () => {
    const tab = world.openTab()
    const texts = ['1', '2', '3', '4']
    await enqueueEach(tab, texts)
    for (const _ of texts) world.server.faults.push({ after: new Promise(() => {}) })
    void tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(4)
    tab.kill()
    const next = world.openTab()
    expect(await next.part.facts(ada)).toMatchObject({ pending: 4 })
    await next.sendAll()
    expect(world.server.effects.map(({ text }) => text).sort()).toEqual(texts)
  })

  it('P15: items of one lane take effect in their order, however long the first one takes', async () => {
    const tab = world.openTab()
    for (const text of ['1', '2', '3']) await tab.api.enqueue(world.note, { lane: 'a', text })
    let answer = (): void => {}
    world.server.faults.push({ after: new Promise<void>((resolve) => (answer = resolve)) })
    const sending = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(1)
    answer()
    await sending
    expect(world.server.effects.map(({ text }) => text)).toEqual(['1', '2', '3'])
    expect(world.server.mostAtOnce).toBe(1)
  })
})

describe('P16: what is discarded (@redux-offline/redux-offline)', () => {
  it('P16: a lost connection leaves the item waiting, and costs it nothing', async () => {
    const tab = world.openTab()
    await enqueueEach(tab, ['one'])
    world.server.faults.push('lost request')
    await tab.sendAll()
    expect(tab.api.items()).toMatchObject([{ state: 'pending', attempts: 0 }])
    expect(await vanished(tab, ['one'])).toEqual([])
  })

  it.each([401, 403, 408, 409, 425, 429])('P16: %d discards nothing', async (status) => {
    const tab = world.openTab()
    await enqueueEach(tab, ['one'])
    world.server.faults.push({ status })
    await tab.sendAll()
    expect(await vanished(tab, ['one'])).toEqual([])
  })

  it('P16: a queue that discards would be seen (planted)', async () => {
    const tab = world.openTab()
    await enqueueEach(tab, ['one'])
    await tab.part.facts(ada)
    await tab.api.discard(tab.api.items()[0]?.id ?? '')
    expect(await vanished(tab, ['one'])).toEqual(['one'])
  })
})
