import { afterEach, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { createTestWorld, type TestWorld, type TestWorldOptions } from '../../src/testing/test-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

function worldWith(options: TestWorldOptions = {}): TestWorld {
  world = createTestWorld({ accessTokenTtl: duration(60_000), ...options })
  return world
}

it('starts signed out on a device that knows nobody', async () => {
  const auth = await worldWith().start()
  expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never', isAuthenticated: false })
})

it('signs in and serves the access token', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  expect(auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true, persistence: 'durable' })
  expect(world.server.accepts(await auth.getAccessToken())).toBe(true)
})

it('restores the session after a restart without asking the server', async () => {
  const first = worldWith().open()
  await world.settle()
  await world.signIn(first.auth)
  first.kill()
  const second = await world.start()
  expect(second.state).toMatchObject({ status: 'ACTIVE', confirmed: false })
  expect(world.server.tokenRequests).toBe(1)
})

it('renews before expiry, once', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  const before = await auth.getAccessToken()
  await world.advance('55s')
  expect(auth.state.status).toBe('ACTIVE')
  expect(await auth.getAccessToken()).not.toBe(before)
  expect(world.server.refreshRequests).toBe(1)
})

it('makes one token request for 1,000 calls with an expired token (RF-01)', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  await world.clock.sleep('10m')
  const calls = Array.from({ length: 1_000 }, () => auth.getAccessToken())
  await world.settle()
  const answers = await Promise.all(calls)
  expect(new Set(answers).size).toBe(1)
  expect(world.server.refreshRequests).toBe(1)
})

it('works offline with a reason when the network is lost, and comes back by itself', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  world.switchNetwork('offline')
  await world.advance('4s')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'network_unavailable', retryAt: null })
  await world.advance('10m')
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'offline', remedy: 'reconnect' })
  expect(world.server.refreshRequests).toBe(0)
  world.switchNetwork('online')
  await world.advance('11s')
  expect(auth.state.status).toBe('ACTIVE')
  expect(world.server.refreshRequests).toBe(1)
})

it.each(['503', '503 retry-after', '429', '500', 'portal', 'unreachable', 'malformed', 'truncated'] as const)(
  'keeps the session when the token endpoint answers %s (P1, P2, P11)',
  async (answer) => {
    const auth = await worldWith().start()
    await world.signIn(auth)
    world.server.setAnswer(answer)
    await world.advance('2m')
    expect(auth.state.status).toBe('OFFLINE_STALE')
    expect(auth.state.isAuthenticated).toBe(true)
    world.server.setAnswer(null)
    await world.advance('70m')
    expect(auth.state.status).toBe('ACTIVE')
  },
)

it('asks for a new sign-in when the session was revoked, and takes the same person back', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  world.server.revokeSession()
  await world.advance('2m')
  expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'refused' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'reauth_required' })
  await world.signIn(auth)
  expect(auth.state.status).toBe('ACTIVE')
})

it('refuses another identity at a new sign-in and keeps the first one (MA-06)', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  world.server.revokeSession()
  await world.advance('2m')
  world.server.signInAs('somebody else')
  await world.signIn(auth)
  expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', problem: 'account_mismatch' })
})

it('locks when the account was disabled, also after a restart', async () => {
  const tab = worldWith().open()
  await world.settle()
  await world.signIn(tab.auth)
  world.server.disable()
  await world.advance('2m')
  expect(tab.auth.state).toMatchObject({ status: 'LOCKED', reason: 'account_disabled' })
  tab.kill()
  expect((await world.start()).state.status).toBe('LOCKED')
})

it('signs out at once without a network and tells the server later (SO-05)', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  world.switchNetwork('offline')
  await world.advance('4s')
  const answer = auth.signOut()
  await world.settle()
  expect(await answer).toMatchObject({ status: 'signed_out' })
  expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'user' })
  expect(world.server.revokedTokens).toHaveLength(0)
  world.switchNetwork('online')
  await world.advance('1m')
  expect(world.server.revokedTokens).toHaveLength(1)
  expect((await world.start()).state.status).toBe('SIGNED_OUT')
})

it('ends offline work at the limit, also over a restart', async () => {
  const tab = worldWith({ auth: { offlineFor: '1h' } }).open()
  await world.settle()
  await world.signIn(tab.auth)
  world.switchNetwork('offline')
  await world.advance('30m')
  expect(tab.auth.state.status).toBe('OFFLINE_STALE')
  tab.kill()
  const again = await world.start()
  expect(again.state.status).toBe('OFFLINE_STALE')
  await world.advance('31m')
  expect(again.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
  world.switchNetwork('online')
  await world.advance('1m')
  expect(again.state.status).toBe('ACTIVE')
})

it('refreshes once over four tabs and keeps all of them signed in (RF-02)', async () => {
  worldWith()
  const first = world.open()
  const tabs = [first, world.open(), world.open(), world.open()]
  await world.settle()
  await world.signIn(first.auth)
  await world.settle()
  expect(tabs.map(({ auth }) => auth.state.status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE'])
  for (let round = 1; round <= 20; round += 1) {
    await world.clock.sleep('10m')
    await world.advance('20s')
    expect(world.server.refreshRequests).toBe(round)
    expect(tabs.map(({ auth }) => auth.state.status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE'])
  }
  expect(world.server.reuseDetected).toBe(0)
})

it('signs out in every tab within a second (MT-10)', async () => {
  worldWith()
  const [first, second] = [await world.start(), await world.start()]
  await world.signIn(first)
  await world.settle()
  const answer = first.signOut()
  await world.advance('250ms')
  await answer
  expect(second.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'other_tab' })
})

it('says rotation_lost only when an earlier attempt got no answer (RC-08)', async () => {
  const auth = await worldWith({ rotation: { reuseGrace: duration(0) } }).start()
  await world.signIn(auth)
  world.server.enqueue('lost')
  await world.advance('2m')
  expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'rotation_lost' })
})

it('recovers inside the grace when the answer to a rotation was lost', async () => {
  const auth = await worldWith({ rotation: { reuseGrace: duration(30_000) } }).start()
  await world.signIn(auth)
  world.server.enqueue('lost')
  await world.advance('55s')
  await world.advance('5s')
  expect(auth.state.status).toBe('ACTIVE')
  expect(world.server.reuseDetected).toBe(0)
})

it('recovers after the app was killed between rotation and save', async () => {
  const tab = worldWith({ rotation: { reuseGrace: duration(30_000) } }).open()
  await world.settle()
  await world.signIn(tab.auth)
  const release = world.server.hold()
  await world.advance('51s')
  expect(tab.auth.state.status).toBe('REFRESHING')
  tab.kill()
  release()
  const again = await world.start()
  await world.settle()
  expect(again.state.status).toBe('ACTIVE')
  expect(world.server.reuseDetected).toBe(0)
})

it('never brings a session back with an answer that arrives after the sign-out (SO-02)', async () => {
  const auth = await worldWith().start()
  await world.signIn(auth)
  const release = world.server.hold()
  await world.advance('51s')
  expect(auth.state.status).toBe('REFRESHING')
  const answer = auth.signOut()
  await world.settle()
  await answer
  release()
  await world.advance('1m')
  expect(auth.state.status).toBe('SIGNED_OUT')
  expect((await world.start()).state.status).toBe('SIGNED_OUT')
  expect(world.server.revokedTokens.length).toBeGreaterThan(0)
})
