import { afterEach, describe, expect, it } from 'vitest'
import { duration, type Instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/index.ts'
import { createTestWorld, type TestWorld, type TestWorldOptions } from '../../src/testing/test-world.ts'

const hour = 3_600_000

const policy = defineCapabilities({
  'order.assign': { offlineFor: '1d', permission: ({ roles }) => roles.includes('dispatcher') },
})

let world: TestWorld
afterEach(() => world.dispose())

function worldWith({ auth, ...options }: TestWorldOptions = {}): TestWorld {
  world = createTestWorld({ ...options, auth: { policy, offlineFor: '30d', ...auth } })
  return world
}

describe('permissions', () => {
  const granted = (...roles: readonly string[]) => {
    const answer = { roles }
    return {
      answer,
      source: async ({ now }: { readonly now: () => Instant }) =>
        ({ ok: true, at: now(), value: { roles: answer.roles, scopes: [], at: now() } }) as const,
    }
  }

  it('are asked for after a sign-in and kept for working offline', async () => {
    const { source } = granted('dispatcher')
    const tab = worldWith({ auth: { permissions: source } }).open()
    await world.settle()
    await world.signIn(tab.auth)
    await world.settle()
    expect(tab.auth.can('order.assign').allowed).toBe(true)
    tab.kill()
    world.switchNetwork('offline')
    expect((await world.start()).can('order.assign')).toMatchObject({ allowed: true, via: 'offline' })
  })

  it('are asked for anew with each renewal, so that a right given back counts without a new sign-in', async () => {
    const { answer, source } = granted()
    const auth = await worldWith({ accessTokenTtl: duration(hour), auth: { permissions: source } }).start()
    await world.signIn(auth)
    await world.settle()
    expect(auth.can('order.assign')).toMatchObject({ reason: 'not_permitted' })
    answer.roles = ['dispatcher']
    await world.advance('2h')
    expect(auth.can('order.assign').allowed).toBe(true)
  })

  it('that nobody answers about hold no work up for good', async () => {
    const { source } = granted('dispatcher')
    let isSilent = false
    const sent: string[] = []
    const assign = defineOperation<string>({
      name: 'order.assign',
      version: 1,
      capability: 'order.assign',
      request: (text) => ({ method: 'POST', url: 'https://api.example/orders', json: text }),
    })
    const auth = await worldWith({
      accessTokenTtl: duration(hour),
      auth: {
        permissions: (request) => (isSilent ? new Promise(() => {}) : source(request)),
        queue: durableQueue({ operations: [assign] }),
        origins: ['https://api.example'],
      },
      serve: async (request) => (sent.push(await request.text()), Response.json({})),
    }).start()
    await world.signIn(auth)
    await world.settle()
    world.switchNetwork('offline')
    await world.advance('5s')
    await auth.queue?.enqueue(assign, 'seven')
    isSilent = true
    world.switchNetwork('online')
    await world.advance('5s')
    isSilent = false
    expect(sent).toEqual([])
    await world.advance('2m')
    expect(sent).toEqual(['"seven"'])
  })

  it('that are missing deny', async () => {
    const auth = await worldWith().start()
    await world.signIn(auth)
    expect(auth.can('order.assign')).toMatchObject({ reason: 'not_permitted', remedy: 'ask_admin' })
  })

  it('that are gone at the next check keep queued work from being sent (OP-08)', async () => {
    const { answer, source } = granted('dispatcher')
    const sent: string[] = []
    const assign = defineOperation<string>({
      name: 'assign',
      version: 1,
      capability: 'order.assign',
      request: (order) => ({ method: 'POST', url: `https://api.example/orders/${order}`, json: {} }),
    })
    const auth = await worldWith({
      auth: { permissions: source, queue: durableQueue({ operations: [assign] }), origins: ['https://api.example'] },
      serve: (request) => {
        sent.push(request.url)
        return Response.json({})
      },
    }).start()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('4s')
    await auth.queue?.enqueue(assign, '7')
    answer.roles = []
    world.switchNetwork('online')
    await world.advance('1m')
    expect(sent).toEqual([])
    expect(auth.queue?.items()).toMatchObject([{ state: 'blocked_policy' }])
    expect(auth.decisions().at(-1)).toMatchObject({ asked: 'drain', reason: 'not_permitted' })
  })

  it('that are still gone when held-up work is tried again hold it up again, and whoever shows it is told (OP-08)', async () => {
    const { answer, source } = granted('dispatcher')
    const assign = defineOperation<string>({
      name: 'assign',
      version: 1,
      capability: 'order.assign',
      request: (order) => ({ method: 'POST', url: `https://api.example/orders/${order}`, json: {} }),
    })
    const auth = await worldWith({
      auth: { permissions: source, queue: durableQueue({ operations: [assign] }), origins: ['https://api.example'] },
    }).start()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('4s')
    const shown: unknown[] = []
    auth.queue?.subscribe(() => shown.push(auth.queue?.items()[0]?.state))
    await auth.queue?.enqueue(assign, '7')
    answer.roles = []
    world.switchNetwork('online')
    await world.advance('1m')
    expect(shown.at(-1)).toBe('blocked_policy')
    const again = auth.queue?.retry(auth.queue.items()[0]?.id ?? '')
    await world.settle()
    expect(await again).toBe('ok')
    expect(shown.length).toBeGreaterThan(1)
    expect(shown.at(-1)).toBe('blocked_policy')
  })
})
