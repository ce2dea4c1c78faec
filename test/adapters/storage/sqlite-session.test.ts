import { afterEach, describe, expect, it } from 'vitest'
import { expoSecrets } from '../../../adapters/storage/expo.ts'
import { sqlite } from '../../../adapters/storage/sqlite.ts'
import type { Auth } from '../../../src/auth.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { aWorld } from '../../core/worlds.ts'
import { aPhone, type Phone } from '../platforms/phone.ts'
import { secureStoreOn } from '../platforms/secure-store.ts'
import { sqliteFile, type SqliteFile } from '../platforms/sqlite-file.ts'

const files = new Set<SqliteFile>()
afterEach(() => {
  for (const file of files) file.remove()
  files.clear()
})

const note = defineOperation({
  name: 'note',
  version: 1,
  request: (text: string) => ({ method: 'POST', url: 'https://api.example.com/notes', json: { text } }),
})

interface Scene {
  readonly world: TestWorld
  readonly phone: Phone
  readonly file: SqliteFile
  readonly arrived: string[]
  readonly open: () => Promise<Auth>
}

function aScene(binding: 'expo-sqlite' | 'op-sqlite' = 'expo-sqlite', platform: Phone['platform'] = 'ios'): Scene {
  const arrived: string[] = []
  const world = aWorld({
    serve: async (request) => {
      arrived.push(await request.text())
      return new Response('{}', { status: 201, headers: { 'content-type': 'application/json' } })
    },
  })
  const [phone, file] = [aPhone(platform), sqliteFile()]
  files.add(file)
  const store = (): Store =>
    world.watch(
      sqlite({ database: file.openers[binding], secrets: expoSecrets(secureStoreOn(phone)), clock: world.clock }),
    )
  const open = (): Promise<Auth> =>
    world.start({ store: store(), queue: durableQueue({ operations: [note] }), origins: ['https://api.example.com'] })
  return { world, phone, file, arrived, open }
}

describe('a session in sqlite()', () => {
  it.each(['expo-sqlite', 'op-sqlite'] as const)(
    'outlives the app over %s, and so does work that was not sent',
    async (binding) => {
      const { world, arrived, open } = aScene(binding)
      const auth = await open()
      await world.signIn(auth)
      world.switchNetwork('offline')
      await world.settle()
      const receipt = auth.queue?.enqueue(note, 'written in a tunnel')
      await world.settle()
      expect(await receipt).toMatchObject({ durability: 'durable' })
      auth.dispose()
      const again = await open()
      expect(again.state).toMatchObject({ isAuthenticated: true, user: { id: 'mira' }, persistence: 'durable' })
      expect(arrived).toEqual([])
      world.switchNetwork('online')
      await world.advance('2m')
      expect(arrived).toEqual(['{"text":"written in a tunnel"}'])
    },
  )

  it('waits for the first unlock where the file can’t be opened either (ST-14)', async () => {
    const { world, phone, file, open } = aScene()
    const first = await open()
    await world.signIn(first)
    first.dispose()
    phone.state = 'not unlocked yet'
    file.cannotOpen = true
    file.words = 'unable to open database file'
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    phone.state = 'unlocked'
    file.cannotOpen = false
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('tells a lost key from a device that nobody signed in on (ST-15)', async () => {
    const { world, phone, open } = aScene('expo-sqlite', 'android')
    const first = await open()
    await world.signIn(first)
    first.dispose()
    phone.loseKey()
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null })
    await world.signIn(auth)
    auth.dispose()
    expect((await open()).state.status).toBe('ACTIVE')
  })

  it('has nothing on disk that a reader of the file could use (ST-01)', async () => {
    const { world, file, open } = aScene()
    const auth = await open()
    await world.signIn(auth)
    auth.dispose()
    await world.settle()
    const { readFileSync, existsSync } = await import('node:fs')
    const disk = [file.path, `${file.path}-wal`]
      .filter(existsSync)
      .map((path) => readFileSync(path, 'latin1'))
      .join('')
    expect(disk).toContain('session')
    for (const secret of world.server.issuedTokens) expect(disk).not.toContain(secret)
  })
})
