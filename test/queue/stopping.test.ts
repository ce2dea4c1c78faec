import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { createTestWorld, type TestWorld } from '../../src/testing/test-world.ts'

const api = 'https://api.example.com'
const note = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: (variables) => ({ method: 'POST', url: `${api}/notes`, json: variables }),
})

let world: TestWorld
/** Every request that reached the API, in order. */
let requests: { readonly key: string; readonly text: string; readonly took: boolean }[]
/** Holds answers back while a test changes the world around them. */
let gate: { readonly open: Promise<void>; readonly let: () => void }

function closed(): typeof gate {
  let open = (): void => {}
  const waiting = new Promise<void>((resolve) => (open = resolve))
  return { open: waiting, let: open }
}

beforeEach(() => {
  requests = []
  gate = closed()
  world = createTestWorld({
    auth: { origins: [api], queue: durableQueue({ operations: [note] }) },
    async serve(request) {
      const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
      const took = world.server.accepts(token)
      const { text } = (await request.json()) as { text: string }
      requests.push({ key: request.headers.get('idempotency-key') ?? '', text, took })
      await gate.open
      return Response.json({}, { status: took ? 201 : 401 })
    },
  })
})
afterEach(() => world.dispose())

const effects = (): readonly string[] => [
  ...new Map(requests.filter(({ took }) => took).map(({ key, text }) => [key, text])).values(),
]

interface Stop {
  readonly what: string
  readonly status: Auth['state']['status']
  /** While the first item is on its way, before its answer. */
  readonly happen: () => void | Promise<void>
  readonly mend: (auth: Auth) => Promise<void>
}

const stops: readonly Stop[] = [
  {
    what: 'the network goes',
    status: 'OFFLINE_STALE',
    happen: () => world.switchNetwork('offline'),
    mend: async () => world.switchNetwork('online'),
  },
  {
    what: 'a portal comes in between',
    status: 'OFFLINE_STALE',
    happen: () => {
      world.switchNetwork('portal')
      world.server.setAnswer('portal')
    },
    mend: async () => {
      world.server.setAnswer(null)
      world.switchNetwork('online')
    },
  },
  {
    what: 'the session is revoked',
    status: 'REAUTH_REQUIRED',
    happen: () => world.server.revokeSession(),
    mend: (auth) => world.signIn(auth),
  },
  {
    what: 'the account is switched off',
    status: 'LOCKED',
    happen: () => world.server.disable(),
    mend: (auth) => {
      world.server.enable()
      return world.signIn(auth)
    },
  },
]

describe('sending', () => {
  it.each(stops)('QU-09 stops with the request that is under way when $what, and goes on there', async (stop) => {
    const auth = await world.start()
    await world.signIn(auth)
    for (const text of ['one', 'two', 'three']) await auth.queue?.enqueue(note, { text })
    await world.settle()
    expect(requests.map(({ text }) => text)).toEqual(['one'])
    await stop.happen()
    await world.advance('2m')
    gate.let()
    await world.advance('10m')
    expect(auth.state.status).toBe(stop.status)
    const before = requests.length
    expect(new Set(requests.map(({ text }) => text))).toEqual(new Set(['one']))
    await world.advance('1h')
    expect(requests).toHaveLength(before)

    await stop.mend(auth)
    await world.advance('20m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', pending: 0 })
    expect(effects()).toEqual(['one', 'two', 'three'])
    expect(new Set(requests.filter(({ text }) => text === 'one').map(({ key }) => key)).size).toBe(1)
  })
})
