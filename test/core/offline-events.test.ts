import { expect, it } from 'vitest'
import { after, duration } from '../../machines/time.ts'
import type { Auth, AuthEvents } from '../../src/auth.ts'
import { noErrorFields } from '../../src/exchange/error-fields.ts'
import type { IdentityProvider } from '../../src/ports/identity.ts'
import { aWorld, signedIn } from './worlds.ts'

const hour = 3_600_000

function heard<Type extends keyof AuthEvents>(auth: Auth, type: Type): readonly AuthEvents[Type][] {
  const events: AuthEvents[Type][] = []
  auth.on(type, (event) => events.push(event))
  return events
}

it('RF-09 renews as long before the end as refreshBefore says, a little earlier in each tab', async () => {
  const world = aWorld({ accessTokenTtl: duration(hour), auth: { refreshBefore: '5m' } })
  await signedIn(world)
  await world.advance('54m')
  expect(world.server.refreshRequests).toBe(0)
  await world.advance('2m')
  expect(world.server.refreshRequests).toBe(1)
})

it('RF-09 renews at most a fifth of the lifetime before the end, whatever refreshBefore says', async () => {
  const world = aWorld({ accessTokenTtl: duration(hour), auth: { refreshBefore: '1h' } })
  await signedIn(world)
  await world.advance('47m')
  expect(world.server.refreshRequests).toBe(0)
  await world.advance('5m')
  expect(world.server.refreshRequests).toBe(1)
})

it('tells that the app works offline, since when the server is away and whether there is a live token', async () => {
  const world = aWorld({ accessTokenTtl: duration(hour) })
  const auth = await signedIn(world)
  const { lastServerContactAt, accessTokenExpiresAt } = auth.actor.getSnapshot().context
  const entered = heard(auth, 'offline.entered')
  world.switchNetwork('offline')
  await world.advance('10s')
  expect(entered).toHaveLength(1)
  expect(entered[0]).toMatchObject({
    reason: 'network_unavailable',
    lastServerContactAt,
    hasToken: true,
    tokenExpiresAt: accessTokenExpiresAt,
  })
})

it('tells that the server is back, by whose doing, and with which token set', async () => {
  const world = aWorld({ accessTokenTtl: duration(hour) })
  const auth = await signedIn(world)
  const exited = heard(auth, 'offline.exited')
  world.switchNetwork('offline')
  await world.advance('10m')
  world.switchNetwork('online')
  await world.advance('1m')
  const { lastServerContactAt, generation } = auth.actor.getSnapshot().context
  expect(exited).toHaveLength(1)
  expect(exited[0]).toMatchObject({ networkRestored: true, lastServerContactAt, generation })
})

it('warns once of a long time offline', async () => {
  const world = aWorld({ auth: { warnAfter: '6h', offlineFor: '7d' } })
  const auth = await signedIn(world)
  const warnings = heard(auth, 'warning')
  const since = world.clock.wall()
  world.switchNetwork('offline')
  await world.advance('5h')
  expect(warnings.filter(({ kind }) => kind === 'extended_offline')).toEqual([])
  await world.advance('20h')
  const extended = warnings.filter(({ kind }) => kind === 'extended_offline')
  expect(extended).toHaveLength(1)
  expect((extended[0]?.since ?? 0) - since).toBeLessThan(60_000)
})

it('commits the tokens first and only warns where the user information can’t be had', async () => {
  const world = aWorld({ accessTokenTtl: duration(hour) })
  const { identity } = world
  const nameless: IdentityProvider = {
    ...identity,
    async signIn(request, context) {
      const step = await identity.signIn(request, context)
      if (!step.ok || step.value.kind !== 'granted') return step
      return { ...step, value: { ...step.value, grant: { ...step.value.grant, profile: null } } }
    },
    fetchUser: async (_token, _subject, context) => ({
      ok: false,
      at: context.now(),
      failure: {
        kind: 'exchange',
        exchange: {
          kind: 'response',
          status: 500,
          redirected: false,
          contentType: 'json',
          retryAfter: null,
          body: 'malformed',
          ...noErrorFields,
        },
      },
    }),
  }
  const auth = await world.start({ identity: nameless })
  const warnings = heard(auth, 'warning')
  await world.signIn(auth)
  await world.advance('1m')
  expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
  expect(warnings.map(({ kind }) => kind)).toEqual(['stale_user_info'])
  expect(world.server.accepts(await auth.getAccessToken())).toBe(true)
})

it('keeps the last contact and the offline limit over a restart', async () => {
  const world = aWorld({ auth: { offlineFor: '12h' } })
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  const contact = tab.auth.actor.getSnapshot().context.lastServerContactAt
  world.switchNetwork('offline')
  await world.advance('3h')
  tab.kill()
  await world.advance('3h')
  const again = await world.start()
  await world.settle()
  expect(again.state).toMatchObject({
    status: 'OFFLINE_STALE',
    lastServerContactAt: contact,
    offlineUntil: contact === null ? null : after(contact, 12 * hour),
  })
  await world.advance('6h')
  expect(again.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
})
