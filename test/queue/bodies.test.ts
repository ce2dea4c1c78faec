import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../src/queue/base64.ts'
import { defineOperation, type RequestSpec } from '../../src/queue/define-operation.ts'
import { queueWorld, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

interface Upload {
  readonly name: string
  readonly photo?: Blob
}

const upload = (spec: (variables: Upload) => Omit<RequestSpec, 'method' | 'url'>) =>
  defineOperation<Upload>({
    name: 'upload',
    version: 1,
    request: (variables) => ({ method: 'POST', url: `${world.server.origin}/photos`, ...spec(variables) }),
  })

/** Stored by one context, sent by the next, the first time in vain. */
async function sentByAnother(spec: Parameters<typeof upload>[0], variables: Upload): Promise<QueueTab> {
  const operation = upload(spec)
  const first = world.openTab({ operations: [operation] })
  await first.api.enqueue(operation, variables)
  first.kill()
  world.server.faults.push('lost answer')
  const tab = world.openTab({ operations: [operation] })
  await tab.sendAll()
  await world.clock.advance('10m')
  await tab.sendAll()
  expect(world.server.requests).toHaveLength(2)
  expect(world.server.requests[1]).toEqual(world.server.requests[0])
  expect(world.server.effects).toHaveLength(1)
  return tab
}

const photo = new Blob(['not quite a JPEG'], { type: 'image/jpeg' })

describe('QU-03 a body is the same on every attempt, after a restart too', () => {
  it('bytes', async () => {
    await sentByAnother(() => ({ bytes: new Uint8Array([104, 105]) }), { name: 'a' })
    expect(world.server.requests[0]).toMatchObject({ bytes: 'hi', type: 'application/octet-stream' })
  })

  it('a blob, with its type', async () => {
    await sentByAnother(({ photo: blob }) => ({ blob: blob ?? new Blob() }), { name: 'a', photo })
    expect(world.server.requests[0]).toMatchObject({ bytes: 'not quite a JPEG', type: 'image/jpeg' })
  })

  it('a form, with its files and its boundary', async () => {
    await sentByAnother(
      ({ name, photo: blob }) => {
        const form = new FormData()
        form.set('name', name)
        if (blob) form.set('photo', blob, 'boiler.jpg')
        return { form, headers: { 'content-type': 'text/plain' } }
      },
      { name: 'Mira', photo },
    )
    const { bytes = '', type = '' } = world.server.requests[0] ?? {}
    const sent = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    expect(sent.get('name')).toBe('Mira')
    expect(await (sent.get('photo') as File).text()).toBe('not quite a JPEG')
  })

  it('text', async () => {
    await sentByAnother(() => ({ text: 'déjà vu' }), { name: 'a' })
    expect(world.server.requests[0]).toMatchObject({ bytes: 'déjà vu', type: 'text/plain;charset=UTF-8' })
  })
})

describe('a body', () => {
  const tryOut = (spec: Omit<RequestSpec, 'method' | 'url'>, variables: Upload = { name: 'a' }) => {
    const operation = upload(() => spec)
    const tab = world.openTab({ operations: [operation], limits: { bodyBytes: 1000 } })
    return tab.api.enqueue(operation, variables)
  }

  it('is one body', async () => {
    await expect(tryOut({ json: {}, bytes: new Uint8Array() })).rejects.toMatchObject({ option: 'body' })
  })

  it('counts with the bytes it has on the wire', async () => {
    await expect(tryOut({ bytes: new Uint8Array(1001) })).rejects.toMatchObject({ code: 'queue_full' })
    await expect(tryOut({ bytes: new Uint8Array(1000) })).resolves.toMatchObject({ durability: 'durable' })
  })

  it('shows a file of its variables by what it is', async () => {
    const operation = upload(({ photo: blob }) => ({ blob: blob ?? new Blob() }))
    const tab = world.openTab({ operations: [operation] })
    await tab.api.enqueue(operation, { name: 'a', photo: new File(['x'], 'a.png', { type: 'image/png' }) })
    const shown = { name: 'a', photo: { type: 'image/png', size: 1, name: 'a.png' } }
    await expect.poll(() => tab.api.items()[0]?.content?.variables).toEqual(shown)
  })

  it('that could not be read again is refused, not lost later', async () => {
    const operation = upload(({ name }) => ({ json: { name } }))
    const tab = world.openTab({ operations: [operation], limits: { bodyBytes: 16_000_000 } })
    const huge = tab.api.enqueue(operation, { name: '"'.repeat(3_000_000) })
    await expect(huge).rejects.toMatchObject({ code: 'invalid_operation', option: 'variables' })
    const large = await tab.api.enqueue(operation, { name: '"'.repeat(500_000) })
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(1)
    expect(large.durability).toBe('durable')
  })

  it('in base64 is what it was', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7) % 256)
    expect(fromBase64(toBase64(bytes))).toEqual(bytes)
  })
})
