import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import { secretKeys } from '../../../adapters/storage/secret-keys.ts'
import type { Auth } from '../../../src/auth.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { aWorld } from '../../core/worlds.ts'
import { electronApp, ours, type ElectronApp } from '../platforms/electron-app.ts'

interface Scene {
  readonly world: TestWorld
  readonly app: ElectronApp
  readonly open: (options?: { readonly dangerouslyPlaintext: boolean }) => Promise<Auth>
}

function aScene(): Scene {
  const [world, app, name] = [aWorld(), electronApp(), crypto.randomUUID()]
  const open: Scene['open'] = (options) => {
    const { clock } = world
    return world.start({
      store: world.watch(secretKeys(indexedDb({ name, clock }), { secrets: app.secrets(options), clock })),
    })
  }
  return { world, app, open }
}

/** Somebody has signed in, and the window was closed. */
async function used(): Promise<Scene> {
  const scene = aScene()
  scene.app.serve()
  const auth = await scene.open()
  await scene.world.signIn(auth)
  expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
  auth.dispose()
  return scene
}

describe('electronSecrets()', () => {
  it('opens the session that the window before has left', async () => {
    const { open } = await used()
    expect((await open()).state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it.each(['basic_text', 'missing'] as const)('keeps nothing where the keychain is %s (ST-17)', async (keychain) => {
    const { world, app, open } = aScene()
    app.keychain = keychain
    app.serve()
    const auth = await open()
    await world.signIn(auth)
    expect(auth.state).not.toMatchObject({ persistence: 'durable', isAuthenticated: true })
    expect(app.file).toBeNull()
  })

  it.each(['basic_text', 'missing'] as const)(
    'keeps it there when both sides were told to: %s (ST-17)',
    async (keychain) => {
      const { world, app, open } = aScene()
      app.keychain = keychain
      app.serve({ dangerouslyPlaintext: true })
      const careful = await open()
      await world.signIn(careful)
      expect(careful.state).not.toMatchObject({ persistence: 'durable', isAuthenticated: true })
      careful.dispose()
      const auth = await open({ dangerouslyPlaintext: true })
      await world.signIn(auth)
      await world.settle()
      expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
      auth.dispose()
      expect((await open({ dangerouslyPlaintext: true })).state.status).toBe('ACTIVE')
    },
  )

  it('waits for a keychain that is locked for now, and signs nobody out meanwhile (ST-14)', async () => {
    const { world, app, open } = await used()
    app.keychain = 'locked'
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    app.keychain = 'there'
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('writes nothing in the clear while the keychain is only locked', async () => {
    const app = electronApp()
    app.serve({ dangerouslyPlaintext: true })
    await app.bridge.write('a', 'sealed')
    app.keychain = 'locked'
    const { file } = app
    expect(await app.bridge.write('b', 'secret')).toEqual({ ok: false, kind: 'locked' })
    expect(app.file).toBe(file)
  })

  it('asks the same identity back in when the desktop has another key (ST-15)', async () => {
    const { world, app, open } = await used()
    app.keyNumber = 2
    app.oldestKey = 2
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null })
    await world.signIn(auth)
    auth.dispose()
    expect((await open()).state.status).toBe('ACTIVE')
  })

  it('seals anew what the key before has sealed, while it still opens', async () => {
    const { app, open } = await used()
    app.keyNumber = 2
    ;(await open()).dispose()
    app.oldestKey = 2
    expect((await open()).state.status).toBe('ACTIVE')
  })

  it('has no key in its file', async () => {
    const { app } = await used()
    const [, value] = (JSON.parse(app.file ?? '') as { items: [string, string][] }).items[0] ?? []
    const name = (JSON.parse(app.file ?? '') as { items: [string, string][] }).items[0]?.[0] ?? ''
    const answer = (await app.bridge.read(name)) as { value: string }
    expect(answer.value).toMatch(/^[\w-]{43}$/)
    expect(app.file).not.toContain(answer.value)
    expect(Buffer.from(value ?? '', 'base64url').toString('latin1')).not.toContain(answer.value)
  })
})

describe('serveSecrets()', () => {
  const read = { do: 'read', name: 'authchart.key.x' }

  it.each([
    ['another origin', { senderFrame: { origin: 'https://evil.example', parent: null } }],
    ['an opaque origin', { senderFrame: { origin: 'null', parent: null } }],
    ['a frame in our window', { senderFrame: { origin: 'app://field', parent: {} } }],
    ['a frame that has gone', { senderFrame: null }],
  ])('answers nobody from %s', async (_, sender) => {
    const app = electronApp()
    app.serve()
    await app.send(ours, { do: 'write', name: 'authchart.key.x', value: 'secret' })
    expect(await app.send(sender, read)).toEqual({ ok: false, kind: 'impossible' })
    expect(await app.send(sender, { ...read, do: 'remove' })).toEqual({ ok: false, kind: 'impossible' })
    expect(await app.send(ours, read)).toMatchObject({ ok: true, value: 'secret' })
  })

  it.each([
    null,
    'read',
    {},
    { do: 'read' },
    { do: 'read', name: '../etc' },
    { do: 'read', name: 7 },
    { do: 'list', name: 'a' },
    { do: 'write', name: 'a' },
    { do: 'write', name: 'a', value: 'x'.repeat(70_000) },
  ])('does nothing for %j', async (message) => {
    const app = electronApp()
    app.serve()
    expect(await app.send(ours, message)).toEqual({ ok: false, kind: 'impossible' })
    expect(app.file).toBeNull()
  })

  it('loses no item to one that is written at the same time', async () => {
    const app = electronApp()
    app.serve()
    const names = Array.from({ length: 8 }, (_, place) => `item.${place}`)
    await Promise.all(names.map((name) => app.bridge.write(name, name)))
    for (const name of names) expect(await app.bridge.read(name)).toMatchObject({ value: name })
  })

  it('says nothing of what went wrong but that it did', async () => {
    const app = electronApp()
    app.serve({ file: { read: async () => null, replace: (text) => Promise.reject(new Error(`no room for ${text}`)) } })
    expect(await app.send(ours, { do: 'write', name: 'a', value: 'canary' })).toEqual({ ok: false, kind: 'closed' })
  })

  it('ends', async () => {
    const app = electronApp()
    app.serve()()
    await expect(app.bridge.read('a')).rejects.toThrow('No handler')
    await expect(app.secrets().read('a')).rejects.toThrow(/closed$/)
  })

  it('answers whom it was told to answer', async () => {
    const app = electronApp()
    app.serve({ origins: ['https://evil.example'] })
    expect(await app.send({ senderFrame: { origin: 'https://evil.example', parent: null } }, read)).toMatchObject({
      ok: true,
    })
  })

  it('declares what lies in the clear', () => {
    const secrets = electronApp().secrets({ dangerouslyPlaintext: true })
    expect(secretKeys(indexedDb(), { secrets }).traits.protection).toBe('plaintext')
    expect(secretKeys(indexedDb(), { secrets: electronApp().secrets() }).traits.protection).toBe('sealed')
  })

  it('exposes three questions and nothing else', () => {
    expect(Object.keys(electronApp().bridge).toSorted()).toEqual(['read', 'remove', 'write'])
  })
})
