import { describe, expect, it } from 'vitest'
import { installMarker, type InstallMarker } from '../../../adapters/storage/install-marker.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { faultyPorts } from '../../core/faulty-ports.ts'
import { aWorld } from '../../core/worlds.ts'

/** Preferences that go when the app is removed. */
function preferences(): InstallMarker & { isThere: boolean } {
  const kept = {
    isThere: false,
    isSet: async () => kept.isThere,
    set: async () => {
      kept.isThere = true
    },
  }
  return kept
}

/** A device whose keychain holds what an installation before left there. */
async function reinstalled(): Promise<TestWorld> {
  const world = aWorld()
  const marker = preferences()
  const auth = await world.start({ store: installMarker(world.openStore(), marker) })
  await world.signIn(auth)
  auth.dispose()
  const again = await world.start({ store: installMarker(world.openStore(), marker) })
  expect(again.state.status).toBe('ACTIVE')
  again.dispose()
  return world
}

describe('a store that survives the removal of its app (ST-16)', () => {
  it('shows a new installation nothing of the one before', async () => {
    const world = await reinstalled()
    const auth = await world.start({ store: installMarker(world.openStore(), preferences()) })
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never', user: null, persistence: 'durable' })
    expect([world.disk.rows.size, world.disk.keys.size]).toEqual([0, 0])
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('would show it without the marker', async () => {
    const world = await reinstalled()
    expect((await world.start()).state.status).toBe('ACTIVE')
  })

  it('deletes nothing, and opens nothing, while the marker can’t be read', async () => {
    const world = await reinstalled()
    const marker = preferences()
    const { isSet } = marker
    marker.isSet = () => Promise.reject(new Error('planned'))
    const before = world.disk.rows.size
    const auth = await world.start({ store: installMarker(world.openStore(), marker) })
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    expect(world.disk.rows.size).toBe(before)
    marker.isThere = true
    marker.isSet = isSet
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('deletes once more, never less, after a crash at any step', async () => {
    for (let dying = 0; dying < 6; dying += 1) {
      const world = await reinstalled()
      const ports = faultyPorts(world)
      const marker = preferences()
      ports.plan((_, made) => (made >= dying ? { do: 'hang', when: 'before' } : null))
      const tab = world.open({ store: installMarker(ports.store, marker) })
      await world.settle()
      tab.kill()
      const auth = await world.start({ store: installMarker(world.openStore(), marker) })
      expect([dying, auth.state.status, auth.state.user]).toEqual([dying, 'SIGNED_OUT', null])
    }
  })

  it.each(['store.read', 'keys.destroy', 'store.wipe'])('opens nothing while %s fails', async (call) => {
    const world = await reinstalled()
    const ports = faultyPorts(world)
    const marker = preferences()
    ports.plan((made) => (made === call ? { do: 'fail', kind: 'locked' } : null))
    const auth = await world.start({ store: installMarker(ports.store, marker) })
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock', user: null })
    expect(marker.isThere).toBe(false)
    ports.plan(null)
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never' })
    expect(marker.isThere).toBe(true)
  })
})
