import { afterEach, beforeEach, expect, it } from 'vitest'
import { expoSecrets } from '../../adapters/storage/expo.ts'
import { sqlite } from '../../adapters/storage/sqlite.ts'
import { aPhone } from '../adapters/platforms/phone.ts'
import { secureStoreOn } from '../adapters/platforms/secure-store.ts'
import { sqliteFile, type SqliteFile } from '../adapters/platforms/sqlite-file.ts'
import { ada, queueWorld, signIn, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
let file: SqliteFile
const secrets = expoSecrets(secureStoreOn(aPhone()))
beforeEach(async () => {
  world = await queueWorld()
  file = sqliteFile()
})
afterEach(async () => {
  await world.end()
  file.remove()
})

const openTab = (binding: 'expo-sqlite' | 'op-sqlite'): QueueTab =>
  world.openTab({ around: () => sqlite({ database: file.openers[binding], secrets }) })

it.each(['expo-sqlite', 'op-sqlite'] as const)(
  'the queue survives a restart on SQLite over %s and sends in order, once',
  async (binding) => {
    const first = openTab(binding)
    await signIn(first.store, ada)
    for (const text of ['1', '2', '3']) await first.api.enqueue(world.note, { lane: 'a', text })
    world.server.faults.push('lost answer')
    await first.sendAll()
    first.kill()

    const second = openTab(binding)
    expect(await second.part.facts(ada)).toMatchObject({ pending: 3 })
    await world.clock.advance('1m')
    await second.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['1', '2', '3'])
    expect(world.server.requests).toHaveLength(4)
    expect(second.api.counts().total).toBe(0)
  },
)

it('work that was acknowledged is there after a connection that went away in its commit', async () => {
  const tab = openTab('expo-sqlite')
  await signIn(tab.store, ada)
  let [failures, hasWritten] = [0, false]
  file.plan = (sql) => {
    hasWritten = sql.startsWith('INSERT') || (hasWritten && !sql.startsWith('BEGIN'))
    if (sql !== 'COMMIT' || !hasWritten) return null
    failures += 1
    return 'fail after'
  }
  const receipts = [1, 2, 3].map((text) => tab.api.enqueue(world.note, { lane: 'a', text: String(text) }))
  await Promise.all(receipts)
  file.plan = null
  expect(failures).toBeGreaterThan(0)
  tab.kill()
  const again = openTab('expo-sqlite')
  await again.part.facts(ada)
  await again.sendAll()
  expect(world.server.effects.map(({ text }) => text)).toEqual(['1', '2', '3'])
})
