import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { always, faultyPorts, type FaultyPorts, type Plan } from './faulty-ports.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

type Failing = Parameters<typeof always>[1]

/** Commits fail once the provider has rotated; the journal before it is still written. */
function afterRotation(ports: FaultyPorts, fault: Failing): Plan {
  return (call) => (call === 'store.commit' && ports.calls.includes('identity.refresh') ? fault : null)
}

/** A tab whose first rotation could not be written. */
async function degraded(
  world: TestWorld,
  fault: Failing = { do: 'fail', kind: 'quota' },
): Promise<{ auth: Auth; ports: FaultyPorts }> {
  const ports = faultyPorts(world)
  const auth = await signedIn(world, { store: ports.store, identity: ports.identity })
  ports.plan(afterRotation(ports, fault))
  await world.advance('51s')
  return { auth, ports }
}

describe('a rotated set that the store refuses (RC-09)', () => {
  it.each(['quota', 'closed', 'timeout', 'blocked', 'corrupted', 'locked', 'impossible'] as const)(
    '(%s) is served from memory and written as soon as that works',
    async (kind) => {
      const world = aWorld()
      const { auth, ports } = await degraded(world, { do: 'fail', kind })
      expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
      expect(world.server.accepts(await auth.getAccessToken())).toBe(true)
      ports.plan(null)
      await world.advance('8s')
      expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
      auth.dispose()
      const next = await world.start()
      await world.advance('5s')
      expect(next.state.status).toBe('ACTIVE')
      expect(world.server.reuseDetected).toBe(0)
    },
  )

  it('is renewed from memory for as long as the store refuses, never with the old token', async () => {
    const world = aWorld({ rotation: { reuseGrace: duration(0) } })
    const { auth, ports } = await degraded(world)
    await world.advance('10m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
    expect(world.server.refreshRequests).toBeGreaterThan(8)
    expect(world.server.reuseDetected).toBe(0)
    ports.plan(null)
    await world.advance('1m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    auth.dispose()
    const next = await world.start()
    await world.advance('1m')
    expect(next.state.status).toBe('ACTIVE')
    expect(world.server.reuseDetected).toBe(0)
  })

  it('is kept from other tabs: they wait for the lock and serve what is stored', async () => {
    const world = aWorld({ rotation: { reuseGrace: duration(0) } })
    const { auth, ports } = await degraded(world)
    const other = await world.start()
    await world.advance('30s')
    expect(other.state.isAuthenticated).toBe(true)
    expect(world.server.reuseDetected).toBe(0)
    ports.plan(null)
    await world.advance('3m')
    expect([auth.state.status, other.state.status]).toEqual(['ACTIVE', 'ACTIVE'])
    expect(world.server.reuseDetected).toBe(0)
  })

  it('is not written over a sign-out of another tab', async () => {
    const world = aWorld({ accessTokenTtl: duration(60_000) })
    const { auth, ports } = await degraded(world)
    const other = await world.start()
    const leaving = outcomeOf(other.signOut())
    await world.advance('1s')
    expect(leaving.current).toContain('signed_out')
    ports.plan(null)
    await world.advance('2m')
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'other_tab' })
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
  })

  it('is revoked when the user signs out before it was written, and nothing comes back', async () => {
    const world = aWorld()
    const { auth, ports } = await degraded(world)
    const newest = await auth.getAccessToken()
    const leaving = outcomeOf(auth.signOut())
    await world.settle()
    expect(leaving.current).toContain('signed_out')
    ports.plan(null)
    await world.advance('3m')
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
    expect(world.server.accepts(newest)).toBe(false)
  })

  it('survives a lost key: it is sealed under a new one', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store, identity: ports.identity })
    const release = world.server.hold()
    await world.advance('51s')
    for (const name of world.disk.keys.keys()) if (name !== 'device') world.disk.keys.delete(name)
    release()
    await world.advance('10s')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    auth.dispose()
    expect((await world.start()).state.status).toBe('ACTIVE')
  })

  it('counts as written when the store wrote it and reported a failure (ST-09)', async () => {
    const world = aWorld()
    const { auth } = await degraded(world, { do: 'fail', kind: 'closed', when: 'after' })
    await world.advance('5s')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    expect(world.server.refreshRequests).toBe(1)
  })

  it('MT-12 leaves no timer and no lock behind, half a minute after the tab was disposed', async () => {
    const world = aWorld()
    const { auth } = await degraded(world)
    auth.dispose()
    await world.settle()
    const next = await world.start()
    await world.advance('5s')
    expect(next.state.isAuthenticated).toBe(true)
    next.dispose()
    await world.advance('30s')
    expect(world.clock.pending).toBe(0)
  })
})

it('does not spend a token that it can’t journal', async () => {
  const world = aWorld()
  const ports = faultyPorts(world)
  const auth = await signedIn(world, { store: ports.store })
  ports.plan(always('store.commit', { do: 'fail', kind: 'quota' }))
  await world.advance('5m')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'refresh_failed' })
  expect(world.server.refreshRequests).toBe(0)
  ports.plan(null)
  await world.advance('10m')
  expect(auth.state.status).toBe('ACTIVE')
})
