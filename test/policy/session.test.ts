import { afterEach, describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import type { AuthEvents } from '../../src/auth.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import { createTestWorld, type TestWorld, type TestWorldOptions } from '../../src/testing/test-world.ts'

const hour = 3_600_000
const day = 24 * hour

const policy = defineCapabilities({
  'order.view': { offlineFor: '7d' },
  'note.create': { offlineFor: '48h', queue: true },
  'order.complete': { offlineFor: false, freshWithin: '5m' },
  'order.assign': { offlineFor: '1d', permission: ({ roles }) => roles.includes('dispatcher') },
  'profile.read': { offlineFor: '30d', survivesReauth: true },
  help: { public: true },
})
const names = policy.names

let world: TestWorld
afterEach(() => world.dispose())

function worldWith({ auth, ...options }: TestWorldOptions = {}): TestWorld {
  world = createTestWorld({ ...options, auth: { policy, offlineFor: '30d', ...auth } })
  return world
}

async function offlineTab() {
  const tab = worldWith().open()
  await world.settle()
  await world.signIn(tab.auth)
  world.switchNetwork('offline')
  await world.advance('4s')
  return tab
}

const allowedBy = (auth: { can(name: string): { readonly allowed: boolean } }) =>
  names.filter((name) => auth.can(name).allowed)

describe('auth.can', () => {
  it('denies what nobody defined, and everything where no policy was given (OP-01)', async () => {
    const auth = await worldWith().start()
    expect(auth.can('order.delete')).toMatchObject({ allowed: false, reason: 'unknown_capability' })
    const bare = createTestWorld()
    const without = await bare.start()
    expect(without.can('order.view')).toMatchObject({ allowed: false, reason: 'unknown_capability' })
    expect(() => without.guard('order.view', () => 'done')).toThrow('no such capability')
    bare.dispose()
  })

  it('follows the session: signed out, signed in, offline, reauth, locked (OP-05)', async () => {
    const auth = await worldWith().start()
    expect(allowedBy(auth)).toEqual(['help'])
    expect(auth.can('order.view')).toMatchObject({ reason: 'signed_out', remedy: 'sign_in' })
    await world.signIn(auth)
    expect(auth.can('order.complete')).toMatchObject({ allowed: true, via: 'online' })
    world.server.revokeSession()
    await world.advance('2h')
    expect(auth.state.status).toBe('REAUTH_REQUIRED')
    expect(allowedBy(auth)).toEqual(['profile.read', 'help'])
    await world.signIn(auth)
    world.server.disable()
    await world.advance('2h')
    expect(auth.state.status).toBe('LOCKED')
    expect(allowedBy(auth)).toEqual(['help'])
    expect(auth.can('order.view')).toMatchObject({ reason: 'locked', remedy: 'ask_admin' })
  })

  it('narrows tier by tier without the server, also over a restart, and is whole again with it (OP-03)', async () => {
    const tab = await offlineTab()
    expect(allowedBy(tab.auth)).toEqual(['order.view', 'note.create', 'order.complete', 'profile.read', 'help'])
    await world.advance('5m')
    expect(allowedBy(tab.auth)).toEqual(['order.view', 'note.create', 'profile.read', 'help'])
    await world.advance('48h')
    tab.kill()
    const again = await world.start()
    expect(allowedBy(again)).toEqual(['order.view', 'profile.read', 'help'])
    expect(again.can('note.create')).toMatchObject({ reason: 'grace_expired', remedy: 'reconnect' })
    await world.advance('6d')
    expect(allowedBy(again)).toEqual(['profile.read', 'help'])
    world.switchNetwork('online')
    await world.advance('1m')
    expect(allowedBy(again)).toEqual(['order.view', 'note.create', 'order.complete', 'profile.read', 'help'])
  })

  it('answers online_required to everything offline where createAuth allows no offline work', async () => {
    const auth = await worldWith({ auth: { offlineFor: false } }).start()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('4s')
    expect(auth.can('order.view')).toMatchObject({ reason: 'online_required' })
  })

  it('gives the same object until the answer is another one', async () => {
    const { auth } = await offlineTab()
    const first = auth.can('order.view')
    await world.advance('1h')
    expect(auth.can('order.view')).toBe(first)
    expect(Object.isFrozen(first)).toBe(true)
  })
})

describe('a clock that was moved', () => {
  it('allows nothing more when it is set back two days, and tells the app (TM-03, TM-04)', async () => {
    const { auth } = await offlineTab()
    const heard: AuthEvents['clock.rolledBack'][] = []
    auth.on('clock.rolledBack', (event) => heard.push(event))
    await world.advance('47h')
    const seenAt = auth.now()
    await world.clock.setWall(instant(seenAt - 2 * day))
    expect(allowedBy(auth)).toEqual(['help'])
    expect(auth.can('order.view')).toMatchObject({ reason: 'clock_untrusted', remedy: 'reconnect' })
    await world.advance('1m')
    expect(heard).toHaveLength(1)
    expect(heard[0]?.seenAt).toBeGreaterThanOrEqual(seenAt)
  })

  it('is noticed after a restart too, by the mark on disk', async () => {
    const tab = await offlineTab()
    await world.advance('47h')
    tab.kill()
    await world.clock.setWall(instant(world.clock.wall() - 2 * day))
    const again = await world.start()
    expect(again.can('order.view')).toMatchObject({ reason: 'clock_untrusted' })
  })

  it('is good again once it has been set right', async () => {
    const { auth } = await offlineTab()
    await world.advance('1h')
    await world.clock.setWall(instant(world.clock.wall() - 2 * day))
    expect(auth.can('order.view').allowed).toBe(false)
    await world.clock.setWall(instant(world.clock.wall() + 2 * day))
    expect(auth.can('order.view')).toMatchObject({ allowed: true, via: 'offline' })
  })

  it('does not lock the user out for ever: the next answer of the server ends it, on disk too (TM-05)', async () => {
    const tab = await offlineTab()
    await world.clock.setWall(instant(world.clock.wall() + 3 * day))
    await world.advance('2m')
    await world.clock.setWall(instant(world.clock.wall() - 3 * day))
    expect(tab.auth.can('order.view')).toMatchObject({ reason: 'clock_untrusted' })
    world.switchNetwork('online')
    tab.auth.retry()
    await world.advance('1h')
    expect(tab.auth.state.status).toBe('ACTIVE')
    world.switchNetwork('offline')
    await world.advance('4s')
    expect(tab.auth.can('order.view')).toMatchObject({ allowed: true, via: 'offline' })
    tab.kill()
    expect((await world.start()).can('order.view')).toMatchObject({ allowed: true, via: 'offline' })
  })

  it('gains nothing from a mark that was tampered with (ST-03)', async () => {
    const tab = await offlineTab()
    await world.advance('1h')
    tab.kill()
    for (const row of world.disk.rows.values()) if (row.key.kind === 'marks') row.sealed?.fill(7)
    expect((await world.start()).can('order.view')).toMatchObject({ reason: 'clock_untrusted' })
  })
})

describe('auth.guard', () => {
  it('runs nothing that is denied, and says why by its code', async () => {
    const { auth } = await offlineTab()
    await world.advance('5m')
    let ran = 0
    const complete = () => auth.guard('order.complete', () => (ran += 1))
    expect(complete).toThrow(
      expect.objectContaining({ code: 'online_required', remedy: 'reconnect', capability: 'order.complete' }),
    )
    expect(ran).toBe(0)
    expect(auth.guard('order.view', () => (ran += 1))).toBe(1)
  })

  it('keeps what it decided, without what was done, and not for ever (OP-10)', async () => {
    const { auth } = await offlineTab()
    auth.guard('order.view', () => 'a secret')
    expect(auth.decisions()).toEqual([
      { at: auth.now(), capability: 'order.view', asked: 'guard', allowed: true, via: 'offline', reason: null },
    ])
    for (let count = 0; count < 300; count += 1) auth.guard('help', () => count)
    expect(auth.decisions()).toHaveLength(200)
  })
})
