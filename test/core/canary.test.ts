import { expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Row } from '../../src/ports/store.ts'
import type { LogRecord, TabMessage } from '../../src/ports/world.ts'
import { always, faultyPorts } from './faulty-ports.ts'
import { scriptedNavigation } from './scripted-navigation.ts'
import { everyEvent, spell } from './spell.ts'
import { aWorld, deaf } from './worlds.ts'

/** Part of every token of this world, and nothing else says it. */
const canary = 'CANARY0TOKEN0'
const password = 'PASSWORD0CANARY'

it('lets no token and no password out of the vault, whatever happens (I7, S15, IR-01, IR-02)', async () => {
  const outlets: Record<string, string[]> = {
    snapshots: [],
    inspected: [],
    views: [],
    messages: [],
    events: [],
    log: [],
    errors: [],
    clear: [],
    sealed: [],
    address: [],
  }
  const hear = (outlet: keyof typeof outlets, value: unknown): void => void outlets[outlet]?.push(spell(value))
  const world = aWorld({
    canary,
    rotation: { reuseGrace: duration(0) },
    auth: { log: (record: LogRecord) => hear('log', record) },
  })
  const noteRows = (rows: Iterable<Row>): void => {
    for (const { sealed, ...row } of rows) {
      hear('clear', row)
      if (sealed !== null) hear('sealed', sealed)
    }
  }
  const bar = scriptedNavigation()
  const ports = faultyPorts(world)
  const { auth } = world.open({
    store: ports.store,
    identity: ports.identity,
    platform: (own) => ({
      navigation: bar,
      tabs: {
        ...own.tabs,
        announce: (message: TabMessage) => {
          hear('messages', message)
          own.tabs.announce(message)
        },
      },
    }),
  })
  auth.actor.system.inspect((event) =>
    hear('inspected', event.type === '@xstate.actor' ? event.type : { ...event, actorRef: 0, rootId: 0, sourceRef: 0 }),
  )
  auth.actor.subscribe((snapshot) => hear('snapshots', auth.actor.getPersistedSnapshot() ?? snapshot.context))
  auth.subscribe(() => hear('views', auth.state))
  for (const name of everyEvent) auth.on(name, (event) => hear('events', event))
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    const done = act().catch((error: unknown) => hear('errors', [error, String(error), (error as Error).stack]))
    await world.advance('15s')
    await done
    noteRows(world.disk.rows.values())
    hear('address', bar.url())
  }
  const credentials = { via: 'credentials', credentials: { username: 'mira', password } } as const

  await world.settle()
  await attempt(() => auth.signIn(credentials))
  const served = await auth.getAccessToken()
  expect(served).toContain(canary)
  await attempt(() => auth.getAccessToken({ minTtl: '1h' }))
  for (const answer of ['lost', '429', 'portal', 'malformed', '500', 'identity_mismatch'] as const) {
    world.server.enqueue(answer)
    await world.advance('2m')
    await attempt(() => auth.getAccessToken())
    await attempt(() => auth.signIn(credentials))
  }
  ports.plan(always('identity', { do: 'throw' }))
  await attempt(() => auth.getAccessToken({ minTtl: '1h' }))
  ports.plan((call) => (call === 'store.commit' ? { do: 'fail', kind: 'quota' } : null))
  await attempt(() => auth.getAccessToken({ minTtl: '1h' }))
  await world.advance('5m')
  ports.plan(null)
  await world.advance('5m')
  await attempt(() => auth.signIn(credentials))
  await attempt(() =>
    auth.rejected({ generation: auth.actor.getSnapshot().context.generation, origin: 'https://api.test' }),
  )
  world.switchNetwork('offline')
  await world.advance('5m')
  await attempt(() => auth.getAccessToken())
  await attempt(() => auth.signOut())
  world.switchNetwork('online')
  await attempt(() => auth.signIn({ via: 'redirect' }))
  bar.show(world.server.approve(bar.left[0] ?? ''))
  const other = await world.start({ platform: (own) => ({ ...deaf(own), navigation: bar }) })
  hear('views', other.state)
  hear('address', bar.url())
  auth.dispose()
  await attempt(() => auth.getAccessToken())
  hear('views', auth)

  for (const [outlet, heard] of Object.entries(outlets)) {
    expect([outlet, heard.length > 0]).toEqual([outlet, true])
    expect([outlet, heard.filter((text) => text.includes(canary))]).toEqual([outlet, []])
    expect([outlet, heard.filter((text) => text.includes(password))]).toEqual([outlet, []])
    expect([outlet, heard.filter((text) => text.includes(served))]).toEqual([outlet, []])
  }
})

it('would find a token that got out', () => {
  const error = new Error('failed', { cause: { deep: [new Map([['x', `${canary}-access`]])] } })
  expect(spell(error)).toContain(canary)
  expect(spell(new TextEncoder().encode(canary))).toContain(canary)
  expect(spell(Object.defineProperty({}, 'hidden', { value: canary, enumerable: false }))).toContain(canary)
})
