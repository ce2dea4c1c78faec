import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer } from '../drivers/demo-server.ts'
import { refreshOverHttp, signInOverHttp } from '../drivers/sign-in-over-http.ts'

describe('the world', () => {
  const running = useDemoServer({ slowFor: 40, retryAfter: 5 })
  afterEach(() => {
    running().world.apply({ provider: 'up', api: 'up' })
  })

  it.each([
    ['down', 503],
    ['throttled', 429],
  ] as const)(
    'answers with Retry-After while the provider is %s, and keeps the refresh token unspent',
    async (mode, status) => {
      const { addresses, world } = running()
      const { refreshToken } = await signInOverHttp(addresses)
      world.apply({ provider: mode })
      const refused = await refreshOverHttp(addresses, refreshToken)
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, '5'])
      world.apply({ provider: 'up' })
      expect((await refreshOverHttp(addresses, refreshToken)).status).toBe(200)
    },
  )

  it('answers with a page of HTML behind a captive portal', async () => {
    const { addresses, world } = running()
    world.apply({ provider: 'portal' })
    const answer = await fetch(`${addresses.issuer}/token`, { method: 'POST', body: '' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })

  it('cuts the line while a service is unreachable and leaves the other alone', async () => {
    const { addresses, world } = running()
    const { accessToken } = await signInOverHttp(addresses)
    world.apply({ provider: 'unreachable' })
    await expect(fetch(`${addresses.issuer}/jwks`)).rejects.toThrow(TypeError)
    const headers = { authorization: `Bearer ${accessToken}` }
    expect((await fetch(`${addresses.api}/me`, { headers })).status).toBe(200)
  })

  it('answers late, and rightly, while a service is slow', async () => {
    const { addresses, world } = running()
    world.apply({ provider: 'slow' })
    const started = performance.now()
    expect((await fetch(`${addresses.issuer}/jwks`)).status).toBe(200)
    // Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThanOrEqual(38)
  })

  it('spends a refresh token whose answer is lost', async () => {
    const { addresses, world } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    world.apply({ provider: 'lost' })
    await expect(refreshOverHttp(addresses, refreshToken)).rejects.toThrow(TypeError)
    world.apply({ provider: 'up' })
    expect((await refreshOverHttp(addresses, refreshToken)).body).toMatchObject({ error: 'invalid_grant' })
  })

  it('writes a note whose answer is lost, and answers its repetition', async () => {
    const { addresses, world } = running()
    const { accessToken } = await signInOverHttp(addresses)
    const headers = {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    }
    const send = () =>
      fetch(`${addresses.api}/orders/wo-2031/notes`, { method: 'POST', headers, body: '{"text":"Lost and found"}' })
    world.apply({ api: 'lost' })
    await expect(send()).rejects.toThrow(TypeError)
    world.apply({ api: 'up' })
    expect((await send()).headers.get('idempotency-replayed')).toBe('true')
    expect(world.ledger().find(({ key }) => key === headers['idempotency-key'])).toMatchObject({
      attempts: 2,
      effects: 1,
    })
  })

  it('counts what reached the services, also what was answered by a switch', async () => {
    const { addresses, world } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    const before = world.report().counters
    world.apply({ provider: 'down' })
    await refreshOverHttp(addresses, refreshToken)
    world.apply({ provider: 'up' })
    await refreshOverHttp(addresses, refreshToken)
    const { requests, granted } = world.report().counters
    expect(requests['POST /oidc/token']).toBe((before.requests['POST /oidc/token'] ?? 0) + 2)
    expect(granted['refresh_token']).toBe((before.granted['refresh_token'] ?? 0) + 1)
  })

  it('is changed over HTTP by the app’s own pages', async () => {
    const answer = await change({ api: 'down', disable: 'mira@fieldwork.example' })
    expect(answer.status).toBe(200)
    expect(running().world.report()).toMatchObject({
      api: 'down',
      accounts: [{ email: 'mira@fieldwork.example', status: 'disabled' }, { status: 'active' }],
    })
    await change({ enable: 'mira@fieldwork.example' })
    const report: unknown = await (await fetch(`${running().url}/__world`)).json()
    expect(report).toEqual(running().world.report())
    const ledger: unknown = await (await fetch(`${running().url}/__world/ledger`)).json()
    expect(ledger).toEqual({ entries: running().world.ledger() })
  })

  it.each([[{ origin: 'https://elsewhere.example' }], [{ 'sec-fetch-site': 'cross-site' }]])(
    'is closed to other pages: %o',
    async (headers) => {
      const answer = await change({ provider: 'down' }, headers)
      expect([answer.status, running().world.report().provider]).toEqual([403, 'up'])
    },
  )

  it('is closed to forms, which other pages can send without asking', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect((await change({ provider: 'down' }, headers)).status).toBe(415)
    expect(running().world.report().provider).toBe('up')
  })

  it.each([
    [{ provider: 'on fire' }, 'provider'],
    [{ chart: 'ACTIVE' }, 'chart'],
    [{ constructor: 'x' }, 'constructor'],
    [{ disable: 'nobody@fieldwork.example' }, 'disable'],
    [{ permissions: { account: 'mira@fieldwork.example', scopes: [1] } }, 'permissions'],
    [{ provider: 'down', completeElsewhere: 'wo-0' }, 'completeElsewhere'],
  ])('refuses %o as a whole', async (command, member) => {
    const answer = await change(command)
    expect([answer.status, await answer.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'unknown_command', member }),
    ])
    expect(running().world.report().provider).toBe('up')
  })

  it('answers nowhere but on the app’s origin', async () => {
    expect((await fetch(`${running().addresses.servicesOrigin}/__world`)).status).toBe(404)
  })

  function change(command: object, headers: Record<string, string> = {}): Promise<Response> {
    const init = { 'content-type': 'application/json', origin: running().url, ...headers }
    return fetch(`${running().url}/__world`, { method: 'POST', headers: init, body: JSON.stringify(command) })
  }
})
