import { describe, expect, it } from 'vitest'
import { cookie } from '../../../adapters/identity/cookie.ts'
import { memory } from '../../../adapters/storage/memory.ts'
import { createAuth } from '../../../src/create-auth.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import { appOrigin, cookieOptions as options } from './browser.ts'
import { aPage, aPlatform, durable, until, untilQueued } from './page.ts'

const createNote = defineOperation({
  name: 'order.create',
  version: 1,
  lane: () => 'orders',
  request: ({ text }: { readonly text: string }) => ({
    method: 'POST',
    url: `${appOrigin}/api/orders`,
    json: { text },
  }),
})

describe('queued work of a session in a cookie', () => {
  it('is refused where the server doesn’t look whose cookie it is', () => {
    const identity = cookie({ ...options, verifiesSession: false })
    const queue = durableQueue({ operations: [createNote] })
    const page = { identity, store: durable(memory()), queue, offlineFor: '7d' } as const
    const platform = { ...aPlatform(), fetch, navigation: null, server: true }
    expect(() => createAuth({ ...page, platform })).toThrow(
      expect.objectContaining({ code: 'invalid_option', option: 'queue' }),
    )
    createAuth({ ...page, platform, identity: cookie(options) }).dispose()
  })

  it('is held, and not sent, once the cookie is somebody else’s', async () => {
    const { signIn, server } = await aPage({ queue: durableQueue({ operations: [createNote] }) })
    const auth = await signIn()
    server.replaceUser('jonas')
    await auth.queue?.enqueue(createNote, { text: 'Mira’s' })
    await until(auth, 'REAUTH_REQUIRED')
    expect(auth.state).toMatchObject({ reason: 'identity_mismatch', user: { id: 'mira' } })
    await untilQueued(auth, ['pending'])
    expect(server.orders).toEqual([])
  })

  it('goes out once, under the new name, where the same person signed in again', async () => {
    const { signIn, server } = await aPage({ queue: durableQueue({ operations: [createNote] }) })
    const auth = await signIn()
    server.renew()
    await auth.queue?.enqueue(createNote, { text: 'Mira’s' })
    await untilQueued(auth, [])
    expect(server.orders).toEqual(['mira'])
  })
})
