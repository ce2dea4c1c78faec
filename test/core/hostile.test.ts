import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { IdentityProvider, TokenGrant } from '../../src/ports/identity.ts'
import { createTestWorld, type TestWorld } from '../../src/testing/test-world.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

/** The world's provider behind an adapter that changes what it was granted at every refresh. */
function changing(world: TestWorld, change: (grant: TokenGrant) => unknown): IdentityProvider {
  const { identity } = world
  return {
    ...identity,
    refresh: async (request, context) => {
      const answer = await identity.refresh(request, context)
      return answer.ok ? { ...answer, value: change(answer.value) as TokenGrant } : answer
    },
  }
}

describe('a grant that is none (RF-08)', () => {
  it.each<[string, (grant: TokenGrant) => unknown]>([
    ['null', () => null],
    ['undefined', () => undefined],
    ['text', () => 'token'],
    ['without an access token', (grant) => ({ ...grant, accessToken: undefined })],
    ['with an empty access token', (grant) => ({ ...grant, accessToken: '' })],
    ['with an object for a token', (grant) => ({ ...grant, accessToken: { value: 'x' } })],
    ['with a token that no header can carry', (grant) => ({ ...grant, accessToken: `${grant.accessToken}\n` })],
    ['with a tenant that is no text', (grant) => ({ ...grant, subject: { ...grant.subject, tenant: 7 } })],
    ['without a subject', (grant) => ({ ...grant, subject: null })],
    ['with half a subject', (grant) => ({ ...grant, subject: { issuer: 'https://id.test' } })],
  ])('(%s) keeps the session', async (_, change) => {
    const world = aWorld()
    const auth = await signedIn(world, { identity: changing(world, change) })
    await world.advance('90s')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'refresh_failed' })
  })

  it.each<[string, (grant: TokenGrant) => unknown]>([
    ['no roles and scopes', (grant) => ({ ...grant, roles: undefined, scopes: null })],
    ['roles that are no list', (grant) => ({ ...grant, roles: 'admin', scopes: { admin: true } })],
    ['no claims, profile or time', (grant) => ({ ...grant, claims: undefined, profile: undefined, time: undefined })],
    ['a profile that JSON can’t hold', (grant) => ({ ...grant, profile: { name: 1n, email: null, picture: null } })],
    ['claims that JSON can’t hold', (grant) => ({ ...grant, claims: { ...grant.claims, authTime: 1n } })],
    ['a number for a refresh token', (grant) => ({ ...grant, refreshToken: 7, refreshTokenExpiresAt: 'later' })],
    ['members nobody knows', (grant) => ({ ...grant, __proto__: { polluted: true }, extra: 'x'.repeat(1_000) })],
  ])('with %s is used for what it is', async (_, change) => {
    const world = aWorld({ rotation: { rotates: false } })
    const auth = await signedIn(world, { identity: changing(world, change) })
    await world.advance('55s')
    expect(auth.state.status).toBe('ACTIVE')
    expect(world.server.refreshRequests).toBe(1)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(JSON.stringify([...world.disk.rows.values()])).not.toContain('xxxxx')
  })

  it('for somebody else ends the session and never becomes it', async () => {
    const world = aWorld()
    const change = (grant: TokenGrant) => ({ ...grant, subject: { ...grant.subject, subject: 'eve' } })
    const auth = await signedIn(world, { identity: changing(world, change) })
    await world.advance('90s')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'identity_mismatch', user: { id: 'mira' } })
  })

  it.each([Number.NaN, Infinity, -Infinity, 0, -1, 1e300, '60', null, undefined, {}])(
    'with the expiry %s makes no timer loop (RF-07)',
    async (accessTokenExpiresAt) => {
      const world = aWorld()
      const auth = await signedIn(world, { identity: changing(world, (grant) => ({ ...grant, accessTokenExpiresAt })) })
      await world.advance('10m')
      expect(auth.state.status).toBe('ACTIVE')
      expect(world.server.refreshRequests).toBeLessThan(20)
    },
  )

  it('at a sign-in is a failed sign-in', async () => {
    const world = aWorld()
    const identity: IdentityProvider = {
      ...world.identity,
      signIn: async (_, { now }) => ({ ok: true, value: { kind: 'granted', grant: {} as TokenGrant }, at: now() }),
    }
    const auth = await world.start({ identity })
    const answer = outcomeOf(auth.signIn({ via: 'credentials' }))
    await world.settle()
    expect(answer.current).toContain('provider_unavailable')
    expect(auth.state.status).toBe('SIGNED_OUT')
  })
})

describe('an adapter that breaks its contract', () => {
  it.each<[string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(new TypeError('an adapter bug'))],
    ['answers nothing', () => Promise.resolve(undefined as never)],
    [
      'throws',
      () => {
        throw new TypeError('an adapter bug')
      },
    ],
  ])('and %s keeps the session and tells the developer', async (_, refresh) => {
    const world = aWorld()
    const identity = { ...world.identity, refresh: refresh }
    const auth = await signedIn(world, { identity })
    const problems: string[] = []
    auth.on('developer.problem', ({ code }) => problems.push(code))
    await world.advance('90s')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'refresh_failed' })
    expect(problems).toContain('refresh_threw')
  })

  it('and never answers a refresh ends in time: nobody waits for ever, the lock is given back', async () => {
    const world = aWorld()
    const identity = { ...world.identity, refresh: () => new Promise<never>(() => {}) }
    const auth = await signedIn(world, { identity })
    await world.advance('51s')
    const token = outcomeOf(auth.getAccessToken({ minTtl: '1h' }))
    await world.advance('45s')
    expect(token.current).toMatch(/^rejected: (offline|refresh_failed)$/)
    expect(auth.state.status).toBe('OFFLINE_STALE')
    auth.dispose()
    const other = await world.start()
    await world.advance('90s')
    expect(other.state.status).toBe('ACTIVE')
  })

  it.each(['signIn', 'fetchUser', 'revoke'] as const)('in %s harms no session', async (call) => {
    const world = aWorld()
    const broken = { ...world.identity, [call]: () => Promise.reject(new Error('an adapter bug')) }
    const auth = await world.start({ identity: broken })
    const answer = outcomeOf(auth.signIn({ via: 'credentials' }))
    await world.settle()
    expect(answer.current).toContain(call === 'signIn' ? 'unexpected' : 'signed_in')
    if (call === 'signIn') return
    await world.advance('2m')
    expect(auth.state.status).toBe('ACTIVE')
    const leaving = outcomeOf(auth.signOut())
    await world.advance('10m')
    expect(leaving.current).toContain('signed_out')
    expect(auth.state.status).toBe('SIGNED_OUT')
  })
})

describe('hints from other tabs (MT-08)', () => {
  it('that are forged change nothing and cost a read per 250 ms', async () => {
    const world = createTestWorld({ accessTokenTtl: duration(3_600_000) })
    let tell = (_: never): void => {}
    const { auth } = world.open({
      platform: ({ tabs }) => ({
        tabs: {
          ...tabs,
          subscribe: (listener) => {
            tell = listener
            return tabs.subscribe(listener)
          },
        },
      }),
    })
    await world.settle()
    await world.signIn(auth)
    await world.advance('1s')
    const { account } = auth.actor.getSnapshot().context
    const view = auth.state
    let reads = 0
    const { get } = world.disk.rows
    world.disk.rows.get = (key) => {
      reads += key.includes('session') ? 1 : 0
      return get.call(world.disk.rows, key)
    }
    for (let tick = 0; tick < 100; tick += 1) {
      for (const kind of ['signed_out', 'ended', 'committed', 'signed_in', 'index_changed']) {
        tell({ version: 1, kind, account, generation: 99 } as never)
      }
      await world.advance('10ms')
    }
    expect(auth.state).toBe(view)
    expect(reads).toBeLessThanOrEqual(6)
    world.dispose()
  })
})
