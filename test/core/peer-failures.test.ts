import { expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

// What published clients do in the same place is shown by `npm run peers`.

it('P1: keeps the session over one 503 and refreshes with the same token afterwards (auth0-spa-js)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.enqueue('503')
  await world.advance('2m')
  expect(auth.state.isAuthenticated).toBe(true)
  await world.advance('5m')
  expect(auth.state.status).toBe('ACTIVE')
  expect(world.server.reuseDetected).toBe(0)
})

it('P2: reads a 429 with an ended access token as a pause, and asks nothing before it is over (supabase)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.switchNetwork('offline')
  await world.advance('2m')
  const before = world.server.attempts
  world.server.setAnswer('429')
  world.switchNetwork('online')
  for (let second = 0; world.server.attempts === before && second < 60; second += 1) await world.advance('1s')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'throttled' })
  const asked = world.server.attempts
  expect(asked).toBeGreaterThan(before)
  auth.retry()
  await world.settle()
  expect(world.server.attempts).toBe(asked)
  world.server.setAnswer(null)
  await world.advance('10m')
  expect(auth.state.status).toBe('ACTIVE')
})

it('P3: opens offline with an ended token as the same person, without waiting for the network (supabase)', async () => {
  const world = aWorld()
  const first = await signedIn(world)
  first.dispose()
  world.switchNetwork('offline')
  await world.advance('2h')
  const attempts = world.server.attempts
  const began = world.clock.wall()
  const auth = await world.start()
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', user: { id: 'mira' } })
  expect(world.clock.wall()).toBe(began)
  expect(world.server.attempts).toBe(attempts)
})

it('P4: is signed out at once without a connection, stays so, and revokes later (supabase)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.switchNetwork('offline')
  await world.settle()
  const answer = outcomeOf(auth.signOut())
  await world.advance('1s')
  expect(answer.current).toContain('signed_out')
  expect(auth.state.status).toBe('SIGNED_OUT')
  auth.dispose()
  const again = await world.start()
  expect(again.state.status).toBe('SIGNED_OUT')
  expect(world.server.revokedTokens).toHaveLength(0)
  world.switchNetwork('online')
  await world.advance('5m')
  expect(world.server.revokedTokens).toHaveLength(1)
})

it('P5: makes one request for two contexts of one store that refresh at once (supabase)', async () => {
  const world = aWorld({ rotation: { reuseGrace: null } })
  const first = await signedIn(world)
  const second = await world.start()
  await world.advance('35s')
  const before = world.server.refreshRequests
  const tokens = await both(world, [first, second])
  expect(world.server.refreshRequests - before).toBe(1)
  expect(world.server.reuseDetected).toBe(0)
  expect(tokens[0]).toBe(tokens[1])
})

it('P6: keeps an access token that is still good when its renewal meets no network (okta)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const token = await auth.getAccessToken()
  world.server.setAnswer('unreachable')
  const renewal = outcomeOf(auth.getAccessToken({ minTtl: '30s' }))
  await world.advance('31s')
  expect(renewal.current).not.toBe('pending')
  expect(auth.state.isAuthenticated).toBe(true)
  expect(await auth.getAccessToken()).toBe(token)
})

it('P7: makes one request for three callers at once (oidc-client-ts)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.switchNetwork('offline')
  await world.advance('2m')
  world.switchNetwork('online')
  const before = world.server.refreshRequests
  await world.advance('1s')
  const tokens = [1, 2, 3].map(() => outcomeOf(auth.getAccessToken()))
  await world.advance('11s')
  expect(world.server.refreshRequests - before).toBe(1)
  expect(new Set(tokens.map(({ current }) => current)).size).toBe(1)
})

it('P8: has the rotated token on disk before it asks for the profile, which may fail (oidc-client-ts)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const release = world.server.hold()
  await world.advance('59s')
  world.server.setAnswer('503')
  release()
  await world.settle()
  expect(auth.state.status).toBe('ACTIVE')
  auth.dispose()
  world.server.setAnswer(null)
  const again = await world.start()
  await world.advance('2m')
  expect(again.state.status).toBe('ACTIVE')
  expect(world.server.reuseDetected).toBe(0)
})

it('P9: names no token in the error of a failed refresh (oidc-client-ts)', async () => {
  const world = aWorld({ canary: 'marked-secret' })
  const auth = await signedIn(world)
  world.server.revokeSession()
  await world.advance('2m')
  const error: unknown = await auth.getAccessToken().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'reauth_required' })
  expect(world.server.issuedTokens.every((token) => token.includes('marked-secret'))).toBe(true)
  expect(everythingIn(error)).not.toContain('marked-secret')
  expect(everythingIn({ deep: [new Error('marked-secret')] })).toContain('marked-secret')
})

it('P10: serves three requests that were refused and a late one with one refresh (axios-auth-refresh)', async () => {
  let accepted = ''
  let answerLate = (): void => {}
  const gate = new Promise<void>((resolve) => (answerLate = resolve))
  const world: TestWorld = aWorld({
    serve: (request) => new Response(null, { status: request.headers.get('authorization') === accepted ? 200 : 401 }),
  })
  const auth = await signedIn(world, { platform: ({ fetch }) => ({ fetch: lateWhereAsked(fetch) }) })
  await world.advance('31s')
  const old = await auth.getAccessToken()
  const late = auth.fetch('https://api.test/late')
  const early = [1, 2, 3].map(() => auth.fetch('https://api.test/orders'))
  const before = world.server.refreshRequests
  accepted = 'nothing yet'
  const release = world.server.hold()
  await world.settle()
  expect(world.server.refreshRequests - before).toBe(1)
  accepted = `Bearer ${world.server.issuedTokens.findLast((token) => token.includes('access')) ?? ''}`
  release()
  await world.settle()
  expect(await auth.getAccessToken()).not.toBe(old)
  answerLate()
  const answers = await Promise.all([...early, late])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(world.server.refreshRequests - before).toBe(1)

  function lateWhereAsked(send: typeof fetch): typeof fetch {
    return async (input, init) => {
      const answer = await send(input, init)
      const request = new Request(input, init)
      if (request.url.endsWith('/late') && answer.status === 401) await gate
      return answer
    }
  }
})

it('P11: takes a network failure during a renewal for a network failure (oauth2-client)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.setAnswer('unreachable')
  await world.advance('12h')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', isAuthenticated: true })
  world.server.setAnswer(null)
  await world.advance('1h')
  expect(auth.state.status).toBe('ACTIVE')
})

async function both(world: TestWorld, contexts: readonly Auth[]): Promise<readonly string[]> {
  const asked = contexts.map((auth) => auth.getAccessToken({ minTtl: '30s' }))
  await world.advance('1s')
  return Promise.all(asked)
}

function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || seen.has(value)) return ''
  seen.add(value)
  return Reflect.ownKeys(value)
    .map((key) => everythingIn(Reflect.get(value, key), seen))
    .join('\n')
}
