import { expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { LogRecord, TabMessage } from '../../src/ports/world.ts'
import { faultyPorts } from '../core/faulty-ports.ts'
import { scriptedNavigation } from '../core/scripted-navigation.ts'
import { everyEvent, spell } from '../core/spell.ts'
import { leaksIn, spellingsOf } from '../inspect/spellings.ts'
import { ends, peopleOf, shownIn } from './people.ts'
import { aWorkingWorld, note, queueOf } from './work.ts'

const passwords = { mira: 'PASSWORD0OF0MIRA', ben: 'PASSWORD0OF0BEN0' } as const
const works = { mira: 'WORDS0OF0MIRA0', ben: 'WORDS0OF0BEN00' } as const
type Person = keyof typeof works

it('lets no secret of either person out, and none of one’s work to the other (I7, MA-02)', async () => {
  const heard: Record<string, Set<string>> = {}
  const hear = (outlet: string, value: unknown): void => void (heard[outlet] ??= new Set()).add(spell(value))
  const working = aWorkingWorld({
    canary: 'CANARY0TOKEN0',
    accessTokenTtl: duration(600_000),
  })
  const { world, identity } = working
  const ports = faultyPorts(world)
  const bar = scriptedNavigation()
  const { auth } = world.open({
    store: ports.store,
    log: (record: LogRecord) => hear('log', record),
    identity: {
      ...identity,
      endEverywhere: async (_accessToken, _subject, context) => ({ ok: true, value: null, at: context.now() }),
    },
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
  await world.settle()
  const people = peopleOf(auth)
  auth.actor.system.inspect((event) => {
    if (!('snapshot' in event)) return hear('inspected', event.type)
    // The machine's own definition hangs on every snapshot; what runs through it is what could leak.
    const { machine: _machine, children: _children, _nodes, ...said } = { ...event.snapshot } as Record<string, unknown>
    hear('inspected', [event.event, said])
  })
  auth.actor.subscribe((snapshot) => hear('snapshots', auth.actor.getPersistedSnapshot() ?? snapshot.context))
  auth.subscribe(() => hear('views', auth.state))
  people.subscribe(() => hear('people', [people.list(), people.stranger()]))
  for (const name of everyEvent) auth.on(name, (event) => hear('events', event))

  /** What of the work is shown while this person is. */
  const seen: Record<Person, string[]> = { mira: [], ben: [] }
  queueOf(auth).subscribe(() => {
    const who = auth.state.user?.id
    if (who === 'mira' || who === 'ben') seen[who].push(spell(queueOf(auth).items()))
  })
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    const done = ends(world, act()).then(
      (value) => hear('answers', value),
      (error: unknown) => hear('errors', [error, String(error), (error as Error).stack]),
    )
    await world.advance('15s')
    await done
    hear('address', [bar.url(), ...bar.left])
    for (const { sealed, ...row } of world.disk.rows.values()) {
      hear('clear', row)
      hear('sealed', sealed ?? '')
    }
  }
  const signingIn = (who: Person) => {
    world.server.signInAs(who)
    return { via: 'credentials', credentials: { username: who, password: passwords[who] } } as const
  }
  const accounts: Partial<Record<Person, ReturnType<typeof shownIn>>> = {}
  const to = (who: Person) => accounts[who] ?? shownIn(auth)

  for (const who of ['mira', 'ben'] as const) {
    await attempt(() => people.add(signingIn(who)))
    accounts[who] = shownIn(auth)
  }
  world.switchNetwork('offline')
  await world.advance('5s')
  for (const who of ['mira', 'ben'] as const) {
    await attempt(() => people.switchTo(to(who)))
    await attempt(() => queueOf(auth).enqueue(note, { text: works[who] }))
  }
  await attempt(() => people.remove(to('mira')))
  world.switchNetwork('online')
  working.api.isDown = true
  world.server.enqueue('lost', '503')
  await world.advance('15m')
  await attempt(() => people.switchTo(to('mira')))
  await attempt(() => people.add(signingIn('ben')))
  world.server.enqueue({ error: 'invalid_grant' })
  await world.advance('15m')
  await attempt(() => auth.signIn(signingIn('mira')))
  ports.plan((call) => (call === 'store.commit' ? { do: 'fail', kind: 'quota' } : null))
  await attempt(() => people.add(signingIn('mira')))
  await attempt(() => people.remove(to('ben'), { pending: 'keep' }))
  ports.plan(null)
  await world.advance('5m')
  await attempt(() => people.add(signingIn('mira')))
  await attempt(() => people.remove(to('ben'), { pending: 'discard' }))
  working.api.isDown = false
  await world.advance('10m')
  await attempt(() => people.add(signingIn('mira')))
  await attempt(() => auth.signOut({ mode: 'everywhere', pending: 'keep', endSession: { returnTo: '/bye' } }))
  auth.dispose()
  await attempt(() => people.add(signingIn('ben')))

  const secrets = [...Object.values(passwords), ...world.server.issuedTokens]
  expect(secrets.length).toBeGreaterThan(12)
  const outlets = [
    'address',
    'answers',
    'clear',
    'errors',
    'events',
    'inspected',
    'log',
    'messages',
    'people',
    'sealed',
    'snapshots',
    'views',
  ]
  expect(Object.keys(heard).sort((a, b) => (a < b ? -1 : 1))).toEqual(outlets)
  for (const [outlet, said] of Object.entries(heard)) {
    expect([outlet, leaksIn([...said].join('\n'), secrets)]).toEqual([outlet, []])
    expect([outlet, leaksIn([...said].join('\n'), Object.values(works))]).toEqual([outlet, []])
  }
  // Each saw their own work, and nothing of the other's.
  expect(leaksIn(seen.mira.join('\n'), Object.values(works))).toEqual([works.mira])
  expect(leaksIn(seen.ben.join('\n'), Object.values(works))).toEqual([works.ben])
  expect(working.effects).toEqual([`mira: ${works.mira}`])
})

it('would find a secret that got out, in any dress', () => {
  for (const spelling of spellingsOf(works.mira)) {
    const written = spell(new Error('failed', { cause: new Map([['deep', { text: spelling }]]) }))
    expect(leaksIn(written, Object.values(works))).toEqual([works.mira])
  }
})
