import { describe as group, expect, expectTypeOf, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { describe } from '../../machines/describe.ts'
import type { EdgeId } from '../../machines/edge-id.ts'
import { words } from '../../machines/meta.ts'
import { actWords } from '../../machines/meta/acts.ts'
import { reasonWords } from '../../machines/meta/reasons.ts'
import { sessionEdges } from '../../machines/meta/session-edges.ts'
import type { EdgeWords } from '../../machines/meta/words.ts'
import type { session } from '../../machines/session.ts'
import { complaintsAbout } from './copy-rules.ts'
import { orphanedIn, wordlessIn } from './covered.ts'
import { part, planted } from './planted.ts'
import { texts } from './said.ts'

const chart = describe(authMachine)
const edges = chart.nodes.flatMap(({ transitions }) => transitions)
const taken = edges.filter(({ forbidden }) => !forbidden)

group('the words of the chart', () => {
  it('cover every state and every transition', () => {
    expect(wordlessIn(chart)).toEqual([])
    expect(orphanedIn(chart)).toEqual([])
    expect(Object.keys(words.states)).toHaveLength(chart.nodes.length - 1)
    expect(Object.keys(words.edges)).toHaveLength(taken.length)
  })

  it('do not compile with a gap', () => {
    type Id = EdgeId<typeof session, 'auth.session', 'auth'>
    type Signing = 'auth.session > user.signOut > auth.session.SIGNED_OUT.SIGNING_OUT'
    expectTypeOf(sessionEdges).toExtend<Record<Id, EdgeWords>>()
    expectTypeOf<Omit<typeof sessionEdges, Signing>>().not.toExtend<Record<Id, EdgeWords>>()
    expectTypeOf<keyof typeof sessionEdges>().toEqualTypeOf<Id>()
    // The compiler's names are the chart's: it has read the same drawing.
    const drawn = taken.map(({ id }) => id).filter((id) => id.startsWith('auth.session'))
    expect(Object.keys(sessionEdges).toSorted()).toEqual(drawn.toSorted())
  })

  it('are missed where a state or a transition is new, and left over where one is gone', () => {
    const grown = planted((regions) => {
      part(regions, 'session.states')['PAUSED'] = { on: { 'app.woke': 'ACTIVE' } }
    })
    expect(wordlessIn(describe(grown))).toEqual([
      'auth.session.PAUSED',
      'auth.session.PAUSED > app.woke > auth.session.ACTIVE',
    ])
    const shrunk = planted((regions) => delete part(regions, 'session.states.ACTIVE.on')['tab.committed'])
    expect(orphanedIn(describe(shrunk))).toEqual([
      'auth.session.ACTIVE > tab.committed [commitIsNewer] > auth.session.ACTIVE',
    ])
  })

  it('give every transition a name of its own', () => {
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length)
    expect(edges.filter(({ id }) => id.includes('unnamed') || id.includes('#2'))).toEqual([])
  })

  it('offer only what the chart takes', () => {
    const impossible = chart.nodes.flatMap((node) =>
      (node.words?.userCan ?? []).filter((act) => !takes(node.id, act)).map((act) => `${node.id} offers ${act}`),
    )
    expect(impossible).toEqual([])
    expect(takes('auth.session.ACTIVE', 'user.retry')).toBe(false)
  })

  it('offer everything a person can do, somewhere', () => {
    const offered = new Set(chart.nodes.flatMap((node) => node.words?.userCan ?? []))
    expect([...offered].toSorted()).toEqual(Object.keys(actWords).toSorted())
  })

  it('say who moves the chart as the event does', () => {
    const expected = (event: string): string | null => {
      const [sender] = event.split('.')
      if (event.startsWith('xstate.error.')) return 'system'
      if (event.startsWith('xstate.done.actor.') && event.endsWith('Alarm')) return 'time'
      return sender === 'user' || sender === 'tab' || sender === 'network' ? sender : null
    }
    const odd = taken.filter(({ event, words: own }) => (expected(event) ?? own?.trigger) !== own?.trigger)
    expect(odd.filter(({ event }) => event !== 'network.suspected').map(({ id }) => id)).toEqual([])
  })

  it.each([
    ['auth.session.RESTORING', 'rest'],
    ['auth.session.SIGNED_OUT', 'rest'],
    ['auth.session.ACTIVE', 'calm'],
    ['auth.session.REFRESHING', 'working'],
    ['auth.session.OFFLINE_STALE', 'careful'],
    ['auth.session.REAUTH_REQUIRED', 'ask'],
    ['auth.session.LOCKED', 'stop'],
    ['auth.connectivity.ONLINE', 'calm'],
    ['auth.connectivity.OFFLINE', 'careful'],
    ['auth.connectivity.SUSPECT', 'careful'],
    ['auth.queue.CLOSED', 'rest'],
    ['auth.queue.STANDBY', 'rest'],
    ['auth.queue.CHECKING', 'working'],
    ['auth.queue.IDLE', 'calm'],
    ['auth.queue.DRAINING', 'working'],
    ['auth.queue.WAITING', 'careful'],
    ['auth.stepUp.NONE', 'rest'],
    ['auth.stepUp.PROMPTING', 'working'],
    ['auth.stepUp.REQUIRED', 'ask'],
    ['auth.revocation.EMPTY', 'rest'],
    ['auth.revocation.SENDING', 'working'],
    ['auth.revocation.WAITING', 'careful'],
  ])('give %s the tone %s', (state, tone) => {
    expect(words.states[state]?.tone).toBe(tone)
  })
})

group('the copy', () => {
  it('keeps its own rules', () => {
    expect(texts.flatMap(complaintsAbout)).toEqual([])
    expect(Object.values(words.states).filter(({ title, sentence }) => title === '' || sentence === '')).toEqual([])
    expect(Object.values(words.edges).filter(({ label, why }) => label === '' || why === '')).toEqual([])
  })

  it.each([
    ['Your token has run out.', 'says token'],
    ['Session expired', 'says session'],
    ['Something went wrong.', 'says something went wrong'],
    ['Saved!', 'has an exclamation mark'],
    ['One. Two. Three.', 'has more than two sentences'],
    ['x'.repeat(141), 'has more than 140 characters'],
    ['{amount} changes are safe.', 'has an unknown parameter {amount}'],
    ['Dear {name', 'has a stray brace'],
  ])('is caught when it breaks them: %s', (text, complaint) => {
    expect(complaintsAbout(text)).toEqual([`${text}: ${complaint}`])
  })

  it('counts unsent work wherever a reason stops or delays it', () => {
    const counted = { ...reasonWords.OFFLINE_STALE, ...reasonWords.REAUTH_REQUIRED, ...reasonWords.LOCKED }
    const silent = Object.entries(counted).filter(([, { sentence }]) => !sentence.includes('{count}'))
    // Without its key the queue can no longer be read, so it can't be counted either.
    expect(silent.map(([reason]) => reason)).toEqual(['key_lost'])
  })
})

/** Whether a state, one it stands in or one inside it acts on an event. */
function takes(state: string, event: string): boolean {
  return edges.some(
    (edge) => edge.event === event && !edge.forbidden && (within(state, edge.source) || within(edge.source, state)),
  )
}

function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`)
}
