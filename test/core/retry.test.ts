import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { aWorld, deaf, outcomeOf, signedIn } from './worlds.ts'

describe('a pause that the server asks for (S17)', () => {
  it('is obeyed by the schedule, by the user and after a reload', async () => {
    const world = aWorld()
    const tab = world.open()
    await world.settle()
    await world.signIn(tab.auth)
    world.server.setAnswer('429')
    await world.advance('51s')
    expect(tab.auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'throttled' })
    const { attempts } = world.server
    tab.auth.retry()
    await world.advance('4s')
    tab.auth.retry()
    await world.settle()
    expect(world.server.attempts).toBe(attempts)
    tab.kill()
    const again = await world.start()
    again.retry()
    await world.settle()
    expect(world.server.attempts).toBe(attempts)
    expect(again.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'throttled' })
  })

  it('holds for every tab, also for one that did not hear of it', async () => {
    const world = aWorld()
    const first = await signedIn(world)
    const second = await world.start()
    world.server.setAnswer('503 retry-after')
    await world.advance('61s')
    expect([first.state.status, second.state.status]).toEqual(['OFFLINE_STALE', 'OFFLINE_STALE'])
    expect(world.server.refreshRequests).toBe(1)
  })

  it('is not obeyed for years because the clock was wrong when it was written', async () => {
    const world = aWorld()
    const tab = world.open()
    await world.settle()
    await world.signIn(tab.auth)
    world.server.setAnswer('429')
    await world.advance('51s')
    tab.kill()
    world.server.setAnswer(null)
    await world.clock.setWall(instant(world.clock.wall() - 365 * 86_400_000))
    const again = await world.start()
    const token = outcomeOf(again.getAccessToken())
    await world.advance('1m')
    expect(again.state.status).toBe('ACTIVE')
    expect(token.current).not.toBe('pending')
  })
})

it('asks at most once in five minutes with a wrong configuration, over all tabs (EC-06)', async () => {
  const world = aWorld()
  const tabs = [await world.start(), await world.start(), await world.start()]
  const [first] = tabs
  if (first === undefined) throw new Error('no tab')
  await world.signIn(first)
  const problems: string[] = []
  for (const tab of tabs) tab.on('developer.problem', ({ code }) => problems.push(code))
  world.server.setAnswer({ error: 'invalid_client' })
  await world.advance('31m')
  expect(world.server.refreshRequests).toBeLessThanOrEqual(7)
  expect(tabs.map(({ state }) => state.isAuthenticated)).toEqual([true, true, true])
  expect(problems).toContain('client_misconfigured')
})

it('shares one schedule of failed rounds over four tabs: at most 30 in an hour (RF-11)', async () => {
  const world = aWorld()
  const first = await world.start()
  for (let tab = 0; tab < 3; tab += 1) await world.start()
  await world.signIn(first)
  // Answered without doubt, so that one attempt is one round.
  world.server.setAnswer({ error: 'slow_down' })
  for (let hour = 0; hour < 3; hour += 1) {
    const { refreshRequests } = world.server
    await world.advance('1h')
    expect(world.server.refreshRequests - refreshRequests).toBeLessThanOrEqual(30)
  }
})

it('believes an unknown refusal only when it is repeated after thirty seconds (EC-03)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.setAnswer({ error: 'something_new' })
  await world.advance('51s')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'refresh_failed' })
  auth.retry()
  await world.settle()
  expect(auth.state.status).toBe('OFFLINE_STALE')
  await world.advance('5m')
  expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'refused' })
})

it('forgets an unknown refusal when another answer comes in between', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.enqueue({ error: 'something_new' }, '429', { error: 'something_new' })
  await world.advance('20m')
  expect(auth.state.status).toBe('ACTIVE')
})

it('does not prolong the offline limit by failing', async () => {
  const world = aWorld({ auth: { offlineFor: '1h' } })
  const auth = await signedIn(world)
  const limit = auth.state.isAuthenticated ? auth.state.offlineUntil : null
  world.server.setAnswer('503')
  await world.advance('58m')
  expect(auth.state).toMatchObject({ isAuthenticated: true, offlineUntil: limit })
  await world.advance('3m')
  expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
})

it('has no limit and keeps its tokens where offlineFor is false', async () => {
  const world = aWorld({ auth: { offlineFor: false } })
  const auth = await signedIn(world)
  world.switchNetwork('offline')
  await world.advance('30d')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', offlineUntil: null })
  world.switchNetwork('online')
  await world.advance('15s')
  expect(auth.state.status).toBe('ACTIVE')
})

it('ends a session by the limit of its own set, not one that another tab renewed meanwhile', async () => {
  const world = aWorld({ auth: { offlineFor: '1h' }, accessTokenTtl: duration(10_000_000) })
  const stale = await signedIn(world, { platform: deaf })
  await world.advance('30m')
  const other = await world.start()
  other.report({ kind: 'revoked' })
  await world.settle()
  expect(world.server.refreshRequests).toBe(1)
  world.switchNetwork('offline')
  await world.advance('31m')
  expect(other.state.status).toBe('OFFLINE_STALE')
  expect(stale.state.status).toBe('OFFLINE_STALE')
  expect((await world.start()).state.status).toBe('OFFLINE_STALE')
})

describe('the app’s own schedule', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('an app bug')
      },
    ],
    ['answers nothing', () => Number.NaN],
    ['answers a moment in the past', () => -5],
  ])('that %s is replaced by ours', async (_, refreshRetryDelay) => {
    const world = aWorld({ auth: { refreshRetryDelay } })
    const auth = await signedIn(world)
    world.server.setAnswer('429')
    await world.advance('5m')
    expect(auth.state.status).toBe('OFFLINE_STALE')
    world.server.setAnswer(null)
    await world.advance('10m')
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('that answers zero makes no loop', async () => {
    const world = aWorld({ auth: { refreshRetryDelay: () => 0 } })
    await signedIn(world)
    world.server.setAnswer({ error: 'temporarily_unavailable' })
    await world.advance('70s')
    expect(world.server.refreshRequests).toBeLessThan(60)
  })
})
