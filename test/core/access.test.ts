import { describe, expect, it } from 'vitest'
import { duration, generation, instant } from '../../machines/time.ts'
import { always, faultyPorts } from './faulty-ports.ts'
import { aWorld, deaf, outcomeOf, signedIn } from './worlds.ts'

const origin = 'https://api.test'
const hour = duration(3_600_000)

describe('the access token', () => {
  it('waits in RESTORING for the record, not for the network', async () => {
    const world = aWorld()
    const first = world.open()
    await world.settle()
    await world.signIn(first.auth)
    first.kill()
    const { auth } = world.open()
    expect(auth.state.status).toBe('RESTORING')
    const token = outcomeOf(auth.getAccessToken())
    await world.settle()
    expect(world.server.accepts(token.current)).toBe(true)
    expect(world.server.tokenRequests).toBe(1)
  })

  it('is refused after two seconds of RESTORING when the store is silent (ST-11)', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    ports.plan(always('store', { do: 'hang', when: 'before' }))
    const { auth } = world.open({ store: ports.store })
    const token = outcomeOf(auth.getAccessToken())
    await world.advance('2s')
    expect(token.current).toBe('rejected: signed_out')
  })

  it('is refused with the reason of the state that has none', async () => {
    const world = aWorld()
    const auth = await world.start()
    await expect(auth.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
      reason: 'never',
      remedy: 'sign_in',
    })
    await world.signIn(auth)
    world.server.disable()
    await world.advance('1m')
    await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'locked', reason: 'account_disabled' })
  })

  it('is served in OFFLINE_STALE to its end, whatever minTtl asks (RF-10)', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    world.switchNetwork('offline')
    await world.advance('45s')
    expect(auth.state.status).toBe('OFFLINE_STALE')
    expect(world.server.accepts(await auth.getAccessToken({ minTtl: '30s' }))).toBe(true)
    await world.advance('16s')
    await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'offline' })
    expect(world.server.attempts).toBe(1)
  })

  it('is renewed at once for a minTtl that it can no longer meet, at most half of its life', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const first = await auth.getAccessToken({ minTtl: '1h' })
    expect(world.server.refreshRequests).toBe(0)
    await world.advance('31s')
    expect(await auth.getAccessToken({ minTtl: '20s' })).toBe(first)
    const second = outcomeOf(auth.getAccessToken({ minTtl: '1h' }))
    await world.settle()
    expect(second.current).not.toBe(first)
    expect(world.server.refreshRequests).toBe(1)
  })

  it('refuses a minTtl that is no duration by its name', async () => {
    const auth = await signedIn(aWorld())
    await expect(auth.getAccessToken({ minTtl: -1 })).rejects.toMatchObject({
      code: 'invalid_duration',
      option: 'minTtl',
    })
  })

  it('is not served after a sleep before the record was looked at: another tab may have signed out (MT-07, MT-10)', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const sleeper = await signedIn(world, { platform: deaf })
    const other = await world.start()
    const done = other.signOut()
    await world.settle()
    await done
    expect(sleeper.state.status).toBe('ACTIVE')
    world.clock.emit('restored')
    const token = outcomeOf(sleeper.getAccessToken())
    await world.settle()
    expect(token.current).toBe('rejected: signed_out')
    expect(sleeper.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'other_tab' })
  })
})

describe('a 401', () => {
  it('of ten requests at once makes one refresh and one answer for all (RF-12)', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const auth = await signedIn(world)
    const { token, generation: used } = await auth.access()
    await world.advance('31s')
    const answers = Array.from({ length: 10 }, () => auth.rejected({ generation: used, origin }))
    await world.settle()
    const tokens = await Promise.all(answers)
    expect(new Set(tokens.map((answer) => answer?.token)).size).toBe(1)
    expect(tokens[0]?.token).not.toBe(token)
    expect(world.server.refreshRequests).toBe(1)
  })

  it('of an older generation is replayed with the stored token, without a refresh (RF-13)', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const { generation: used } = await auth.access()
    await world.advance('51s')
    expect(world.server.refreshRequests).toBe(1)
    const answer = await auth.rejected({ generation: used, origin })
    expect(answer?.generation).toBe(used + 1)
    expect(world.server.refreshRequests).toBe(1)
  })

  it('of a token younger than 30 s goes to the caller', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const auth = await signedIn(world)
    const { generation: used } = await auth.access()
    await world.advance('29s')
    expect(await auth.rejected({ generation: used, origin })).toBeNull()
    expect(world.server.refreshRequests).toBe(0)
  })

  it('of the same generation from the same origin starts no second refresh', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const auth = await signedIn(world)
    const { generation: used } = await auth.access()
    await world.advance('31s')
    world.server.setAnswer('503 retry-after')
    const first = outcomeOf(auth.rejected({ generation: used, origin }))
    await world.advance('1s')
    expect(first.current).toBe('null')
    world.server.setAnswer(null)
    await world.advance('10m')
    expect(auth.state.status).toBe('ACTIVE')
    const attempts = world.server.attempts
    expect((await auth.rejected({ generation: used, origin }))?.generation).toBe(used + 1)
    expect(world.server.attempts).toBe(attempts)
  })

  it('from a proxy that rejects everything costs one refresh per token set, not one per request', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const auth = await signedIn(world)
    for (let request = 0; request < 20; request += 1) {
      await world.advance('31s')
      const { generation: used } = await auth.access()
      const replay = outcomeOf(auth.rejected({ generation: used, origin }))
      await world.settle()
      expect(replay.current).not.toBe('pending')
      await auth.rejected({ generation: generation(used + 1), origin })
    }
    expect(world.server.refreshRequests).toBeLessThanOrEqual(10)
  })

  it('still leads to a refresh after the clock was set back', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const auth = await signedIn(world)
    const { generation: used } = await auth.access()
    await world.clock.setWall(instant(world.clock.wall() - 365 * 86_400_000))
    const answer = outcomeOf(auth.rejected({ generation: used, origin }))
    await world.settle()
    expect(answer.current).toContain('token')
    expect(world.server.refreshRequests).toBe(1)
  })

  it('gets no token of a session that ended while it waited', async () => {
    const world = aWorld({ accessTokenTtl: hour })
    const auth = await signedIn(world)
    const { generation: used } = await auth.access()
    await world.advance('31s')
    const release = world.server.hold()
    const answer = outcomeOf(auth.rejected({ generation: used, origin }))
    await world.settle()
    const out = auth.signOut()
    await world.settle()
    await out
    release()
    await world.settle()
    expect(answer.current).toBe('null')
  })

  it('while signed out goes to the caller', async () => {
    const auth = await aWorld().start()
    expect(await auth.rejected({ generation: generation(1), origin })).toBeNull()
  })
})

it('stops the requests of a session with its sign-out, in every tab', async () => {
  const world = aWorld()
  const [first, second] = [await world.start(), await world.start()]
  await world.signIn(first)
  await world.advance('1s')
  const signals = [first.signal, second.signal]
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
  const out = first.signOut()
  await world.advance('1s')
  await out
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})

it('leaves bare requests alone when somebody signs in', async () => {
  const world = aWorld()
  const auth = await world.start()
  const { signal } = auth
  await world.signIn(auth)
  expect(signal.aborted).toBe(false)
})
