import { afterEach, describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { createTestWorld, type TestWorld } from '../../src/testing/test-world.ts'
import { dying, type Crash, type Dying } from './dying.ts'

/* Work that waits while its author signs out or another person signs in, and the context ends somewhere in between. */

const api = 'https://api.example.com'
const note = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: (variables) => ({ method: 'POST', url: `${api}/notes`, json: variables }),
})

type Person = 'ada' | 'grace'

/** A world whose API knows whose token it is shown. */
interface Office {
  readonly world: TestWorld
  readonly effects: { readonly token: string; readonly text: string }[]
  /** Whose token it was. */
  authorOf(token: string): Person | undefined
  /** The API says 503 until it is opened. */
  open: boolean
  enter(auth: Auth, person: Person): Promise<void>
}

let opened: TestWorld | null = null
afterEach(() => opened?.dispose())

function office(): Office {
  const families = new Map<string, Person>()
  const keys = new Set<string>()
  const effects: Office['effects'] = []
  const familyOf = (token: string): string => token.slice(0, token.lastIndexOf('-')).replace('refresh', 'access')
  const world = createTestWorld({
    accessTokenTtl: duration(24 * 60 * 60_000),
    auth: { origins: [api], queue: durableQueue({ operations: [note] }) },
    async serve(request) {
      const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
      if (!world.server.accepts(token)) return Response.json({}, { status: 401 })
      if (!place.open) return Response.json({}, { status: 503 })
      const key = request.headers.get('idempotency-key') ?? ''
      const { text } = (await request.json()) as { text: string }
      if (!keys.has(key)) effects.push({ token, text })
      keys.add(key)
      return Response.json({}, { status: 201 })
    },
  })
  const place: Office = {
    world,
    effects,
    authorOf: (token) => families.get(familyOf(token)),
    open: false,
    async enter(auth, person) {
      world.server.signInAs(person)
      const signedIn = auth.signIn({ via: 'credentials', credentials: { username: person, password: 'secret' } })
      await during(world, signedIn)
      for (const token of world.server.issuedTokens) {
        const family = familyOf(token)
        if (!families.has(family)) families.set(family, person)
      }
    },
  }
  opened = world
  return place
}

/** Lets time pass until the work is done or its context is gone. */
async function during(world: TestWorld, work: Promise<unknown>, platform?: Dying): Promise<void> {
  let done = false
  work.then(
    () => (done = true),
    () => (done = true),
  )
  for (let step = 0; step < 400 && !done && platform?.hasDied !== true; step += 1) await world.advance('100ms')
}

async function enqueue(auth: Auth, text: string): Promise<void> {
  await auth.queue?.enqueue(note, { text })
}

interface Flow {
  readonly name: string
  run(place: Office, auth: Auth, kept: (fact: string) => void): Promise<unknown>
  holds(sent: readonly string[], kept: readonly string[]): void
}

const hers = ['ada 1', 'ada 2', 'ada 3']

const flows: readonly Flow[] = [
  {
    name: 'a sign-out that keeps the work',
    run: (_, auth) => auth.signOut({ pending: 'keep' }),
    holds: (sent) => expect(sent).toEqual(hers),
  },
  {
    name: 'a sign-out that discards the work',
    run: async (_, auth, kept) => {
      const { status } = await auth.signOut({ pending: 'discard' })
      if (status === 'signed_out') kept('gone')
    },
    holds: (sent, kept) => expect(kept.length > 0 ? [[]] : [[], hers]).toContainEqual(sent),
  },
  {
    name: 'a switch to another person',
    run: async (place, auth, kept) => {
      await auth.signOut({ pending: 'keep' })
      await place.enter(auth, 'grace')
      await enqueue(auth, 'grace 1').then(() => kept('grace 1'))
    },
    holds: (sent, kept) => {
      expect(sent.filter((text) => text.startsWith('ada'))).toEqual(hers)
      expect(sent).toEqual(expect.arrayContaining([...kept]))
    },
  },
]

async function play(flow: Flow, crash: Crash | null): Promise<Dying> {
  const place = office()
  const { world } = place
  const first = world.open()
  await world.settle()
  await place.enter(first.auth, 'ada')
  for (const text of hers) await enqueue(first.auth, text)
  await world.advance('1s')
  first.kill()

  // Counts from the flow on: what comes before is unbroken.
  let platform = dying(null)
  let isFlow = false
  const store = world.openStore()
  const victim = world.open({
    store: {
      ...store,
      get keys() {
        return (isFlow ? platform.around(store) : store).keys
      },
      read: (queries) => (isFlow ? platform.around(store) : store).read(queries),
      commit: (...given) => (isFlow ? platform.around(store) : store).commit(...given),
      wipe: (scope) => (isFlow ? platform.around(store) : store).wipe(scope),
    },
    platform: ({ fetch }) => ({
      fetch: (...given) => (isFlow ? platform.pass('transport', () => fetch(...given)) : fetch(...given)),
    }),
  })
  await world.advance('1s')
  expect(victim.auth.state).toMatchObject({ isAuthenticated: true, pending: 3 })
  platform = dying(crash)
  isFlow = true
  const kept: string[] = []
  await during(
    world,
    flow.run(place, victim.auth, (fact) => kept.push(fact)),
    platform,
  )
  victim.kill()
  await world.advance('2m')

  place.open = true
  for (const person of ['ada', 'grace'] as const) {
    const { auth, kill } = world.open()
    await world.advance('10s')
    if (auth.state.user?.id !== person) {
      if (auth.state.status !== 'SIGNED_OUT') await during(world, auth.signOut({ pending: 'keep' }))
      await place.enter(auth, person)
    }
    await world.advance('5m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', pending: 0, user: { id: person } })
    kill()
  }
  expect(strangers(place)).toEqual([])
  flow.holds(
    place.effects.map(({ text }) => text),
    kept,
  )
  world.dispose()
  return platform
}

/** What took effect as somebody else's. */
function strangers({ effects, authorOf }: Pick<Office, 'effects' | 'authorOf'>): readonly string[] {
  return effects.filter(({ token, text }) => !text.startsWith(`${authorOf(token)} `)).map(({ text }) => text)
}

describe('a crash', () => {
  it.each(flows)(
    'QU-04 QU-06 at any call of store, keys or transport during $name leaves each person’s work theirs',
    async (flow) => {
      const { calls, asked } = await play(flow, null)
      for (let call = 1; call <= calls; call += 1) {
        for (const when of ['before', 'after'] as const) await play(flow, { call, when })
      }
      const ports = [...asked].map(([port, times]) => `${port} ${times}`)
      process.stdout.write(`${flow.name}: ${calls} calls (${ports.join(', ')})\n`)
      expect(asked.get('store')).toBeGreaterThan(2)
      expect(asked.get('keys')).toBeGreaterThan(0)
    },
  )

  it('is seen where work is sent with the next person’s token (planted)', async () => {
    const place = office()
    const { auth } = place.world.open()
    await place.world.settle()
    await place.enter(auth, 'grace')
    place.open = true
    // As a queue would that is not bound to its author.
    await enqueue(auth, 'ada 1')
    await place.world.advance('1m')
    expect(strangers(place)).toEqual(['ada 1'])
  })
})
