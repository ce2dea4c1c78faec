import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { useDemoServer } from '../drivers/demo-server.ts'
import { revokeOverHttp, signInOverHttp } from '../drivers/sign-in-over-http.ts'

const mira = 'mira@fieldwork.example'

describe('the demo API', () => {
  const running = useDemoServer()
  let token = ''
  beforeAll(async () => {
    token = (await signInOverHttp(running().addresses)).accessToken
  })

  it('lists the day’s work orders, a long one and a done one among them', async () => {
    const { orders } = await json<{ orders: { id: string; title: string; status: string }[] }>(await get('/orders'))
    expect(orders.length).toBeGreaterThanOrEqual(8)
    expect(Math.max(...orders.map(({ title }) => title.length))).toBeGreaterThan(120)
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['open', 'done']))
  })

  it('tells the account who it is and what it may do', async () => {
    expect(await json(await get('/me'))).toMatchObject({
      name: 'Mira Okafor',
      organisation: 'Northgate Field Services',
    })
    expect(await json(await get('/permissions'))).toEqual({
      roles: ['technician'],
      scopes: ['orders:read', 'notes:write', 'orders:complete'],
    })
    expect(await json(await get('/account-status'))).toEqual({ status: 'active' })
  })

  it('challenges a request without credentials, naming no error', async () => {
    const answer = await fetch(`${running().addresses.api}/orders`)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="fieldwork"'])
  })

  it.each([
    ['unknown', async () => 'x'.repeat(43)],
    ['expired', async () => expired()],
    ['revoked', async () => revoked()],
  ])('answers an %s token with 401 invalid_token', async (_kind, made) => {
    const answer = await get('/orders', await made())
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(await json(answer)).toMatchObject({ code: 'invalid_token' })
  })

  it('refuses a disabled account everywhere but where it asks for its status', async () => {
    const { world } = running()
    world.apply({ disable: mira })
    const [orders, status] = [await get('/orders'), await get('/account-status')]
    world.apply({ enable: mira })
    expect([orders.status, await json(status)]).toEqual([401, { status: 'disabled' }])
    expect(orders.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it('writes a note once, however often its key is sent', async () => {
    const key = randomUUID()
    const note = { text: 'Valve on the left was closed.' }
    const answers = await Promise.all([1, 2, 3].map(() => post('/orders/wo-2031/notes', note, key)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const bodies = await Promise.all(answers.map((answer) => json<{ id: string }>(answer)))
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(2)
    expect(notesOn('wo-2031').filter(({ text }) => text === note.text)).toHaveLength(1)
    expect(entry(key)).toMatchObject({ account: 'nfs-1042', attempts: 3, effects: 1, status: 201 })
  })

  it('takes a repeated body with its members in another order for the same request', async () => {
    const key = randomUUID()
    await post('/orders/wo-2032/notes', { text: 'Tag 9 missing.', colour: 'red' }, key)
    expect((await post('/orders/wo-2032/notes', { colour: 'red', text: 'Tag 9 missing.' }, key)).status).toBe(201)
  })

  it('refuses a key that belongs to another request, order or account', async () => {
    const key = randomUUID()
    const jonas = (await signInOverHttp(running().addresses, { email: 'jonas@fieldwork.example' })).accessToken
    await post('/orders/wo-2033/notes', { text: 'First.' }, key)
    const answers = [
      await post('/orders/wo-2033/notes', { text: 'Second.' }, key),
      await post('/orders/wo-2034/notes', { text: 'First.' }, key),
      await post('/orders/wo-2033/notes', { text: 'First.' }, key, jonas),
    ]
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422])
    expect(await Promise.all(answers.map(json))).toEqual(Array(3).fill(expect.objectContaining({ code: 'key_reuse' })))
    expect(entry(key)).toMatchObject({ attempts: 4, effects: 1 })
  })

  it('refuses a write without a key and changes nothing', async () => {
    const before = notesOn('wo-2034').length
    const answer = await post('/orders/wo-2034/notes', { text: 'No key.' }, '')
    expect([answer.status, await json(answer)]).toEqual([400, expect.objectContaining({ code: 'key_missing' })])
    expect(notesOn('wo-2034')).toHaveLength(before)
  })

  it('completes an order and reports a conflict to whoever comes second', async () => {
    const first = await post('/orders/wo-2036/complete', {})
    expect([first.status, await json(first)]).toEqual([200, expect.objectContaining({ completedBy: 'Mira Okafor' })])
    running().world.apply({ completeElsewhere: 'wo-2037' })
    const second = await post('/orders/wo-2037/complete', {})
    expect(second.status).toBe(409)
    expect(await json(second)).toMatchObject({ code: 'order_already_done', order: { completedBy: 'Jonas Lindqvist' } })
  })

  it('forgets a refusal for lack of permission, so that the same key works once it is given back', async () => {
    const { world } = running()
    const key = randomUUID()
    world.apply({ permissions: { account: mira, scopes: ['orders:read'] } })
    const refused = await post('/orders/wo-2032/notes', { text: 'Allowed?' }, key)
    world.apply({ permissions: { account: mira, scopes: ['orders:read', 'notes:write', 'orders:complete'] } })
    const granted = await post('/orders/wo-2032/notes', { text: 'Allowed?' }, key)
    expect([refused.status, granted.status]).toEqual([403, 201])
  })

  it.each([
    ['an empty note', { text: '  ' }, 422, 'note_not_accepted'],
    ['a note that is no text', { text: 7 }, 422, 'note_not_accepted'],
    ['a note of five thousand characters', { text: 'x'.repeat(5000) }, 422, 'note_not_accepted'],
    ['a body too large to read', { text: 'x'.repeat(70_000) }, 413, 'body_too_large'],
  ])('refuses %s', async (_what, body, status, code) => {
    const answer = await post('/orders/wo-2031/notes', body)
    expect([answer.status, await json(answer)]).toEqual([status, expect.objectContaining({ code })])
  })

  it.each([
    ['a body that is not JSON', '{"text":', 'application/json', 400, 'malformed_body'],
    ['a JSON list', '[]', 'application/json', 400, 'malformed_body'],
    ['a form', 'text=hello', 'application/x-www-form-urlencoded', 415, 'not_json'],
  ])('refuses %s', async (_what, body, type, status, code) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'idempotency-key': randomUUID() }
    const answer = await fetch(`${running().addresses.api}/orders/wo-2031/notes`, { method: 'POST', headers, body })
    expect([answer.status, await json(answer)]).toEqual([status, expect.objectContaining({ code })])
  })

  it.each(['/nothing', '/orders/wo-1/notes/n-1', '/'])(
    'answers the unknown route %s with a typed 404',
    async (path) => {
      const answer = await get(path)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
      expect(await json(answer)).toMatchObject({ code: 'unknown_route' })
    },
  )

  function get(path: string, bearer = token): Promise<Response> {
    return fetch(running().addresses.api + path, { headers: { authorization: `Bearer ${bearer}` } })
  }

  function post(path: string, body: unknown, key: string = randomUUID(), bearer = token): Promise<Response> {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': key }
    return fetch(running().addresses.api + path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  async function expired(): Promise<string> {
    const { addresses, world } = running()
    const { accessToken } = await signInOverHttp(addresses)
    world.apply({ expire: 'access_tokens' })
    token = (await signInOverHttp(addresses)).accessToken
    return accessToken
  }

  async function revoked(): Promise<string> {
    const { accessToken, refreshToken } = await signInOverHttp(running().addresses)
    await revokeOverHttp(running().addresses, refreshToken)
    return accessToken
  }

  function notesOn(id: string): readonly { text: string }[] {
    return (
      running()
        .world.orders()
        .find((order) => order.id === id)?.notes ?? []
    )
  }

  function entry(key: string): unknown {
    return running()
      .world.ledger()
      .find((line) => line.key === key)
  }
})

async function json<Value = unknown>(answer: Response): Promise<Value> {
  return (await answer.json()) as Value
}
