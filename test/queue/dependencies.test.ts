import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { asServerId, referenceTo } from '../../src/queue/references.ts'
import { queueWorld, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
let tab: QueueTab
beforeEach(async () => {
  world = await queueWorld()
  tab = world.openTab({ operations: [world.note, photo(), order()] })
})
afterEach(() => world.end())

interface Photo {
  readonly order: string
  readonly text: string
}

const photo = () =>
  defineOperation<Photo>({
    name: 'photo.add',
    version: 1,
    lane: 'photos',
    request: ({ order: of, text }) => ({
      method: 'PUT',
      url: `${world.server.origin}/orders/${of}/photos?of=${encodeURIComponent(of)}`,
      headers: { 'if-match': `"${of}"` },
      json: { lane: 'photos', text, order: of, note: `for ${of}` },
    }),
  })

const order = () =>
  defineOperation<{ readonly text: string }>({
    name: 'order.create',
    version: 1,
    lane: 'orders',
    identify: (answer) => (answer as { id: string }).id,
    request: ({ text }) => ({ method: 'POST', url: `${world.server.origin}/orders`, json: { lane: 'orders', text } }),
  })

const json = { 'content-type': 'application/json' }
const states = () => tab.api.items().map(({ state }) => state)
const addPhoto = (of: string, text = 'front') =>
  tab.api.enqueue(photo(), { order: referenceTo(of), text }, { dependsOn: [of] })

describe('an item that depends on another', () => {
  it('is sent after it, with the id the server gave, in one transaction', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    await addPhoto(parent.id)
    await tab.sendAll()
    const [first, second] = world.server.requests
    const id = first?.key.slice(0, 4) ?? ''
    expect(second?.path).toBe(`/orders/${id}/photos?of=${id}`)
    expect(JSON.parse(second?.bytes ?? '')).toEqual({ lane: 'photos', text: 'front', order: id, note: `for ${id}` })
    expect(tab.api.counts().total).toBe(0)
  })

  it('is sent after one whose id no header can carry', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    await addPhoto(parent.id)
    world.server.faults.push({ status: 201, headers: json, body: '{"id":"наряд 7"}' })
    await tab.sendAll()
    const id = encodeURIComponent('наряд 7')
    expect(world.server.requests[1]?.path).toBe(`/orders/${id}/photos?of=${id}`)
    expect(tab.api.counts().total).toBe(0)
  })

  it('holds nobody up where the server’s id is half a character', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    await addPhoto(parent.id)
    world.server.faults.push({ status: 201, headers: json, body: '{"id":"a\\ud800"}' })
    await tab.sendAll()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'later' })
    await tab.sendAll()
    expect(states()).toEqual(['blocked_dependency'])
    expect(world.server.effects.map(({ text }) => text)).toEqual(['later'])
  })

  it('keeps its lane waiting, and its order', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    await addPhoto(parent.id, 'first')
    await tab.api.enqueue(photo(), { order: '7', text: 'second' })
    world.server.faults.push({ status: 503 })
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(1)
    await world.clock.advance('10m')
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['boiler', 'first', 'second'])
  })

  it('learns an id that was given before it was enqueued, also in another tab', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    await tab.sendAll()
    tab.kill()
    tab = world.openTab({ operations: [world.note, photo(), order()] })
    await addPhoto(parent.id)
    await tab.sendAll()
    expect(world.server.requests[1]?.path).toContain(`/orders/${world.server.requests[0]?.key.slice(0, 4)}/`)
  })

  it('is blocked with it, and so is what depends on that; a retry lets all go', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    const child = await addPhoto(parent.id)
    const grandchild = await addPhoto(child.id, 'back')
    world.server.faults.push({ status: 422 })
    await tab.sendAll()
    expect(states()).toEqual(['rejected', 'blocked_dependency', 'blocked_dependency'])
    expect(await tab.api.retry(child.id)).toBe('not_possible')
    expect(await tab.api.retry(parent.id)).toBe('ok')
    expect(states()).toEqual(['pending', 'pending', 'pending'])
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['boiler', 'front', 'back'])
    expect(tab.api.items().map(({ id }) => id)).not.toContain(grandchild.id)
  })

  it('is never sent when what it needs was given up', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    const child = await addPhoto(parent.id)
    expect(await tab.api.cancel(parent.id)).toBe('ok')
    expect(states()).toEqual(['blocked_dependency'])
    await tab.sendAll()
    expect(world.server.requests).toEqual([])
    expect(await tab.api.retry(child.id)).toBe('not_possible')
    expect(await tab.api.edit(child.id, photo(), { order: '7', text: 'front' })).toBe('ok')
    expect(states()).toEqual(['blocked_dependency'])
    expect(await tab.api.discard(child.id)).toBe('ok')
  })

  it('is never sent with a stand-in where the server names nothing', async () => {
    const parent = await tab.api.enqueue(order(), { text: 'boiler' })
    const child = await addPhoto(parent.id)
    world.server.faults.push({ status: 204 })
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(1)
    expect(states()).toEqual(['blocked_dependency'])
    expect(await tab.api.retry(child.id)).toBe('not_possible')
    expect(await tab.api.edit(child.id, photo(), { order: '7', text: 'front' })).toBe('ok')
    await tab.sendAll()
    expect(world.server.requests[1]?.path).toContain('/orders/7/')
  })

  it('is refused where nobody knows what it depends on', async () => {
    const unknown = tab.api.enqueue(photo(), { order: referenceTo('x'), text: '' }, { dependsOn: ['x'] })
    await expect(unknown).rejects.toMatchObject({ code: 'invalid_operation', option: 'dependsOn' })
  })
})

describe('what a server may call something', () => {
  it.each(['', '.', '..', 'a\r\nb', 'x'.repeat(201), 'a\ud800', Number.NaN, null, {}, ['a'], true])(
    'is not %j',
    (value) => {
      expect(asServerId(value)).toBeNull()
    },
  )
  it.each(['42', 'a/b', '../x', 42, 0])('is %j', (value) => {
    expect(asServerId(value)).toBe(value)
  })
})
