import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { aWorld, deaf, signedIn } from './worlds.ts'

const hour = { accessTokenTtl: duration(3_600_000) }

describe('a report about the account (SO-11)', () => {
  it.each([
    ['revoked', { status: 'REAUTH_REQUIRED', reason: 'revoked' }],
    ['locked', { status: 'LOCKED', reason: 'account_disabled' }],
    ['signed_out', { status: 'SIGNED_OUT', reason: 'reported' }],
  ] as const)('of %s is followed once the server confirms it', async (kind, shown) => {
    const world = aWorld(hour)
    const auth = await signedIn(world)
    world.server.revokeSession()
    auth.report({ kind })
    await world.settle()
    expect(auth.state).toMatchObject(shown)
    expect((await world.start()).state.status).toBe(shown.status)
  })

  it.each(['revoked', 'locked', 'signed_out'] as const)(
    'of %s that the server denies changes nothing',
    async (kind) => {
      const world = aWorld(hour)
      const auth = await signedIn(world)
      auth.report({ kind })
      await world.settle()
      expect(auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
      expect(world.server.refreshRequests).toBe(1)
    },
  )

  it('wipes nothing when the server asks for more proof instead of confirming it', async () => {
    const world = aWorld(hour)
    const auth = await signedIn(world)
    world.server.enqueue({ error: 'interaction_required' })
    auth.report({ kind: 'signed_out' })
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'interaction_required' })
  })

  it('wipes nothing while the server cannot be asked', async () => {
    const world = aWorld(hour)
    const auth = await signedIn(world)
    world.server.setAnswer('503')
    auth.report({ kind: 'signed_out' })
    await world.advance('30s')
    expect(auth.state.status).toBe('OFFLINE_STALE')
    world.server.setAnswer(null)
    await world.advance('10m')
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('offline is checked when the network is back', async () => {
    const world = aWorld(hour)
    const auth = await signedIn(world)
    world.switchNetwork('offline')
    await world.advance('5s')
    world.server.revokeSession()
    auth.report({ kind: 'signed_out' })
    await world.advance('1m')
    expect(auth.state.status).toBe('OFFLINE_STALE')
    world.switchNetwork('online')
    await world.advance('15s')
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'reported' })
  })

  it('about somebody else is ignored', async () => {
    const world = aWorld(hour)
    const auth = await signedIn(world)
    world.server.revokeSession()
    auth.report({ kind: 'locked', account: 'of somebody else' as never })
    await world.settle()
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('leaves a login alone that was made in another tab meanwhile', async () => {
    const world = aWorld(hour)
    const auth = await signedIn(world)
    world.server.revokeSession()
    const release = world.server.hold()
    auth.report({ kind: 'signed_out' })
    await world.settle()
    const other = await world.start({ platform: deaf })
    const out = other.signOut()
    await world.settle()
    await out
    const again = other.signIn({ via: 'credentials', credentials: {} })
    await world.settle()
    release()
    await world.settle()
    await again
    await world.advance('1m')
    expect(other.state.status).toBe('ACTIVE')
    expect((await world.start()).state.status).toBe('ACTIVE')
  })
})
