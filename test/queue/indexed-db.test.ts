import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { ada, queueWorld, signIn, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
let name: string
beforeEach(async () => {
  world = await queueWorld()
  name = `queue-${crypto.randomUUID()}`
})
afterEach(() => world.end())

const openTab = (): QueueTab => world.openTab({ around: () => indexedDb({ name }) })

it('the queue survives a restart on IndexedDB and sends in order, once', async () => {
  const first = openTab()
  await signIn(first.store, ada)
  for (const text of ['1', '2', '3']) await first.api.enqueue(world.note, { lane: 'a', text })
  world.server.faults.push('lost answer')
  await first.sendAll()
  first.kill()

  const second = openTab()
  expect(await second.part.facts(ada)).toMatchObject({ pending: 3 })
  await world.clock.advance('1m')
  await second.sendAll()
  expect(world.server.effects.map(({ text }) => text)).toEqual(['1', '2', '3'])
  expect(world.server.requests).toHaveLength(4)
  expect(second.api.counts().total).toBe(0)
})
