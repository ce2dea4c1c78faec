import { afterEach, describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestTab, TestWorld, TestWorldOptions } from '../../src/testing/test-world.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'
import { answerWith, enrollPin, policy, presenceOf, quickPin, stepUpWorld } from './step-up-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

const right = '271828'

async function enrolled(options: TestWorldOptions = {}): Promise<{ readonly tab: TestTab; readonly auth: Auth }> {
  world = stepUpWorld(options)
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  await enrollPin(world, tab.auth)
  return { tab, auth: tab.auth }
}

describe('the local lock', () => {
  const locked = { auth: { localLock: { idleFor: '5m', backgroundFor: '1m' } } } as const

  it('closes when nobody touches the app, and opens by a proof (never LOCKED)', async () => {
    const { auth } = await enrolled(locked)
    await world.advance('4m')
    presenceOf(auth).touch()
    await world.advance('4m')
    expect(presenceOf(auth).state.isShut).toBe(false)
    await world.advance('2m')
    expect(presenceOf(auth).state.isShut).toBe(true)
    expect(auth.state.isAuthenticated).toBe(true)
    expect(auth.can('order.view')).toMatchObject({ allowed: false, reason: 'step_up_required' })
    expect(auth.can('help').allowed).toBe(true)
    const asked = presenceOf(auth).unlock()
    expect(await answerWith(world, auth, { asked, answers: [right] })).toEqual({ status: 'granted' })
    expect(presenceOf(auth).state.isShut).toBe(false)
    expect(auth.can('order.view').allowed).toBe(true)
  })

  it('closes in the background, and an app that starts is closed', async () => {
    const { tab, auth } = await enrolled(locked)
    world.clock.emit('hiding')
    await world.clock.sleep('1m')
    await world.settle()
    expect(presenceOf(auth).state.isShut).toBe(true)
    tab.kill()
    const again = await world.start()
    expect(presenceOf(again).state.isShut).toBe(true)
    expect(again.can('order.view')).toMatchObject({ reason: 'step_up_required' })
  })

  it.each([1, 30])(
    'closes in time though the clock was set back by %d h and the server answered (TM-05)',
    async (hours) => {
      const { auth } = await enrolled({ ...locked, accessTokenTtl: duration(60_000) })
      await world.advance('1m')
      presenceOf(auth).touch()
      await world.clock.setWall(instant(world.clock.wall() - hours * 3_600_000))
      const before = world.server.refreshRequests
      await world.advance('4m')
      expect(world.server.refreshRequests).toBeGreaterThan(before)
      expect(presenceOf(auth).state.isShut).toBe(false)
      await world.advance('2m')
      expect(presenceOf(auth).state.isShut).toBe(true)
    },
  )

  it.each([1, 30])(
    'closes after a while in the background, the clock set back by %d h meanwhile (TM-05)',
    async (hours) => {
      const { auth } = await enrolled({
        accessTokenTtl: duration(60_000),
        auth: { localLock: { backgroundFor: '5m' } },
      })
      world.clock.emit('hiding')
      await world.clock.setWall(instant(world.clock.wall() - hours * 3_600_000))
      const before = world.server.refreshRequests
      await world.advance('6m')
      expect(world.server.refreshRequests).toBeGreaterThan(before)
      world.clock.emit('woke')
      await world.settle()
      expect(presenceOf(auth).state.isShut).toBe(true)
    },
  )

  it('closes also while the store does not answer, and opens once it does', async () => {
    world = stepUpWorld(locked)
    const ports = faultyPorts(world)
    const { auth } = world.open({ store: ports.store })
    await world.settle()
    await world.signIn(auth)
    await enrollPin(world, auth)
    ports.plan(always('store.read', { do: 'fail', kind: 'closed' }))
    await world.advance('6m')
    expect(presenceOf(auth).state.isShut).toBe(true)
    ports.plan(null)
    const asked = presenceOf(auth).unlock()
    expect(await answerWith(world, auth, { asked, answers: [right] })).toEqual({ status: 'granted' })
    expect(presenceOf(auth).state.isShut).toBe(false)
  })

  it('stays closed when the prompt is cancelled', async () => {
    const { auth } = await enrolled(locked)
    presenceOf(auth).lock()
    await world.settle()
    const asked = presenceOf(auth).unlock()
    await world.settle()
    presenceOf(auth).cancel()
    await world.settle()
    expect(await asked).toEqual({ status: 'cancelled' })
    expect(presenceOf(auth).state.isShut).toBe(true)
  })

  it('locks nobody out who has set nothing up', async () => {
    world = stepUpWorld(locked)
    const tab = world.open()
    await world.settle()
    await world.signIn(tab.auth)
    await world.advance('6m')
    expect(presenceOf(tab.auth).state.isShut).toBe(false)
    tab.kill()
    const again = await world.start()
    await world.settle()
    expect(presenceOf(again).state.isShut).toBe(false)
    expect(again.can('order.view').allowed).toBe(true)
  })

  it('stays closed where what was set up is damaged', async () => {
    const { tab } = await enrolled(locked)
    tab.kill()
    for (const row of world.disk.rows.values()) if (row.key.id === 'pin') row.sealed?.fill(7)
    const again = await world.start()
    await world.settle()
    expect(presenceOf(again).state.isShut).toBe(true)
    const asked = presenceOf(again).unlock()
    await world.settle()
    expect(await asked).toEqual({ status: 'unavailable' })
  })
})

describe('createAuth', () => {
  it.each([
    ['policy', { policy: {} as never }],
    ['policy', { policy: undefined as never, stepUp: [quickPin()] }],
    ['stepUp', { policy, stepUp: [{}] as never }],
    ['stepUp', { policy, stepUp: [quickPin(), quickPin()] }],
    ['stepUp', { policy, stepUp: [], localLock: { idleFor: '5m' } }],
    ['localLock', { policy, stepUp: [quickPin()], localLock: 'always' as never }],
    ['localLock.idleFor', { policy, stepUp: [quickPin()], localLock: { idleFor: 'soon' as never } }],
  ] as const)('names the option that is wrong: %s', (option, auth) => {
    world = stepUpWorld()
    expect(() => world.open(auth)).toThrow(expect.objectContaining({ option }))
  })
})
