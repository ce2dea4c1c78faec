import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Order } from '../../demo/server/api/order.ts'
import { useDemoServer } from '../drivers/demo-server.ts'
import { signInOverHttp } from '../drivers/sign-in-over-http.ts'

const thumbnail = `data:image/png;base64,${'A'.repeat(40)}`

describe('what a field worker writes', () => {
  const running = useDemoServer()
  let token = ''
  beforeAll(async () => {
    token = (await signInOverHttp(running().addresses)).accessToken
  })
  afterEach(() => {
    running().world.apply({ notes: 'taken' })
  })

  it('takes a photo with a note, once under one key', async () => {
    const key = randomUUID()
    expect(await send('POST', '/orders/wo-2032/notes', form(9))).toBe(201)
    expect(orderOf('wo-2032').notes.at(-1)).toMatchObject({ text: 'Tag 7 is missing', photo: thumbnail })
    expect(await send('POST', '/orders/wo-2034/notes', form(9), key)).toBe(201)
    expect(await send('POST', '/orders/wo-2034/notes', form(9), key)).toBe(201)
    expect(orderOf('wo-2034').notes).toHaveLength(1)
    // Another picture under the same key is another request.
    expect(await send('POST', '/orders/wo-2034/notes', form(10), key)).toBe(422)
  })

  it.each([
    ['a page', 'data:text/html;base64,AAAA'],
    ['a large one', `data:image/png;base64,${'A'.repeat(40_000)}`],
  ])('refuses %s as the small picture of a photo', async (_what, photo) => {
    expect(await send('POST', '/orders/wo-2036/notes', JSON.stringify({ text: 'See photo', thumbnail: photo }))).toBe(
      422,
    )
    expect(orderOf('wo-2036').notes).toEqual([])
  })

  it('refuses a form that is none and one that is too large', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect(await send('POST', '/orders/wo-2036/notes', 'nothing of the kind', randomUUID(), headers)).toBe(400)
    expect(await send('POST', '/orders/wo-2036/notes', form(1_400_000))).toBe(413)
  })

  it('answers a finding on top of an old one with the present one', async () => {
    const base = orderOf('wo-2033').finding.version
    running().world.apply({ findElsewhere: 'wo-2033' })
    const answer = await ask('PUT', '/orders/wo-2033/finding', JSON.stringify({ text: 'Door contact', base }))
    expect(answer.status).toBe(409)
    const told = (await answer.json()) as { finding: Order['finding'] }
    expect(told.finding).toMatchObject({ version: base + 1, by: 'Jonas Lindqvist' })
    const onTop = JSON.stringify({ text: 'Door contact', base: told.finding.version })
    expect(await send('PUT', '/orders/wo-2033/finding', onTop)).toBe(200)
    expect(orderOf('wo-2033').finding).toEqual({ text: 'Door contact', version: base + 2, by: 'Mira Okafor' })
  })

  it('fails on one note, each time it comes, and takes all others', async () => {
    running().world.apply({ notes: 'failing' })
    const [bad, good] = [randomUUID(), randomUUID()]
    const note = JSON.stringify({ text: 'Valve 4' })
    const codes: number[] = []
    for (const key of [bad, good, bad]) codes.push(await send('POST', '/orders/wo-2037/notes', note, key))
    expect(codes).toEqual([500, 201, 500])
    running().world.apply({ notes: 'taken' })
    expect(await send('POST', '/orders/wo-2037/notes', note, bad)).toBe(201)
  })

  it('refuses notes, and nothing else, while they are forbidden', async () => {
    running().world.apply({ notes: 'forbidden' })
    const base = orderOf('wo-2036').finding.version
    expect(await send('POST', '/orders/wo-2036/notes', JSON.stringify({ text: 'Fan runs' }))).toBe(403)
    expect(await send('PUT', '/orders/wo-2036/finding', JSON.stringify({ text: 'Fan runs', base }))).toBe(200)
  })

  function orderOf(id: string): Order {
    const order = running()
      .world.orders()
      .find((one) => one.id === id)
    if (order === undefined) throw new Error(`Cannot look at ${id}: there is no such order`)
    return order
  }

  async function send(...given: Parameters<typeof ask>): Promise<number> {
    return (await ask(...given)).status
  }

  function ask(
    method: string,
    path: string,
    body: string | FormData,
    key: string = randomUUID(),
    headers: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {},
  ): Promise<Response> {
    const own = { authorization: `Bearer ${token}`, 'idempotency-key': key, ...headers }
    return fetch(`${running().addresses.api}${path}`, { method, headers: own, body })
  }
})

function form(bytes: number): FormData {
  const made = new FormData()
  made.set('text', 'Tag 7 is missing')
  made.set('thumbnail', thumbnail)
  made.set('photo', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }))
  return made
}
