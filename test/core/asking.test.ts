import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { aWorld, signedIn } from './worlds.ts'

describe('the server is asked', () => {
  it('by nobody while the device says that it has no network, however due a renewal is (RF-04)', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const session = () => [...world.disk.rows.values()].filter(({ key }) => key.kind === 'session')
    const stored = session()
    world.switchNetwork('offline')
    await world.advance('10m')
    world.clock.emit('woke')
    await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'offline' })
    await world.advance('1m')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', isAuthenticated: true })
    expect(world.server.refreshRequests).toBe(0)
    expect(session()).toEqual(stored)
    expect(stored).toHaveLength(1)
  })

  it('and not believed to be there because the device says it has a network (RF-04)', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    world.server.setAnswer('unreachable')
    await world.advance('2m')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'network_unavailable', isOnline: false })
  })

  it('once after a sleep in which a renewal, a warning and many looks came due (RF-16)', async () => {
    const world = aWorld({ accessTokenTtl: duration(600_000) })
    const auth = await signedIn(world)
    await world.clock.sleep(30 * 3_600_000)
    for (let wakes = 0; wakes < 3; wakes += 1) world.clock.emit('woke')
    const answers = await Promise.allSettled([auth.getAccessToken(), auth.getAccessToken()])
    await world.settle()
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(auth.state.status).toBe('ACTIVE')
    expect(world.server.refreshRequests).toBe(1)
  })

  it('only once the disk knows of it: which set, since when, which attempt (RC-01)', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const { refresh } = world.identity
    const journal: unknown[] = []
    Object.assign(world.identity, {
      refresh: (...asked: Parameters<typeof refresh>) => {
        const intents = [...world.disk.rows.values()].filter(({ key }) => key.kind === 'intent')
        journal.push(intents.map(({ clear }) => clear))
        return refresh(...asked)
      },
    })
    const before = auth.actor.getSnapshot().context.generation
    await world.advance('51s')
    expect(auth.state.status).toBe('ACTIVE')
    expect(journal).toMatchObject([[{ generation: before, attempt: 1, outcome: 'pending' }]])
    expect([...world.disk.rows.values()].filter(({ key }) => key.kind === 'intent')).toEqual([])
  })

  it('with no token that a refusal has used up (RC-13)', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    world.server.setAnswer({ error: 'mfa_required' })
    await world.advance('51s')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'interaction_required' })
    world.server.setAnswer(null)
    const asked = world.server.refreshRequests
    world.clock.emit('woke')
    await world.advance('1h')
    const again = await world.start()
    await world.advance('1h')
    expect(again.state.status).toBe('REAUTH_REQUIRED')
    expect(world.server.refreshRequests).toBe(asked)
  })
})
