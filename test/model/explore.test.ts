import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { describe } from '../../machines/describe.ts'
import { explore, type Exploration } from './explore.ts'
import { part, planted } from './planted.ts'
import { properties } from './properties.ts'
import { scopes, worldOf, type ScopeName } from './worlds.ts'

const names = ['session', 'queue', 'stepUp', 'revocation'] as const satisfies readonly ScopeName[]
const chart = describe(authMachine)
const explored = new Map(names.map((name) => [name, explore(worldOf(authMachine, name))]))
const each = names.map((name) => ({ name, seen: explored.get(name) ?? explore(worldOf(authMachine, name)) }))

function untaken(explorations: readonly Exploration[], described = chart): readonly string[] {
  const declared = described.nodes.flatMap(({ transitions }) => transitions.filter(({ forbidden }) => !forbidden))
  return declared.map(({ id }) => id).filter((id) => !explorations.some(({ edges }) => edges.has(id)))
}

function unreached(explorations: readonly Exploration[], described = chart): readonly string[] {
  return described.nodes.map(({ id }) => id).filter((id) => !explorations.some(({ states }) => states.has(id)))
}

group('the reachable chart', () => {
  it.each(each)('is walked to its end: $name', ({ name, seen }) => {
    expect(seen.complete).toBe(true)
    expect(seen.places.size).toBeGreaterThanOrEqual(scopes[name].places)
  })

  it.each(each)('keeps every promise at every step: $name', ({ seen }) => {
    expect(Object.fromEntries(seen.breaches)).toEqual({})
  })

  it('takes every declared transition and reaches every state', () => {
    const all = each.map(({ seen }) => seen)
    const places = each.map(({ name, seen }) => `${name} ${seen.places.size}`).join(', ')
    const steps = all.reduce((sum, seen) => sum + seen.steps, 0)
    process.stdout.write(`places: ${places}; steps: ${steps}\n`)
    expect(untaken(all)).toEqual([])
    expect(unreached(all)).toEqual([])
  })

  it('meets the premise of every promise', () => {
    const missed = properties.filter(({ name }) => !each.some(({ seen }) => (seen.witnessed.get(name) ?? 0) > 0))
    expect(missed.map(({ name }) => name)).toEqual([])
  })

  it('comes to rest within ten transitions of an event', () => {
    expect(Math.max(...each.map(({ seen }) => seen.longestChain))).toBeLessThanOrEqual(10)
  })

  it.each(each)('can always be signed out: $name', ({ seen }) => {
    expect(cutOff(seen, ({ snapshot }) => snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }))).toEqual([])
  })

  // The queue's world has no sign-in: what it signs out stays out.
  it.each(each.filter(({ name }) => name !== 'queue'))('can always be signed in again: $name', ({ seen }) => {
    expect(cutOff(seen, ({ snapshot }) => snapshot.matches({ session: 'ACTIVE' }))).toEqual([])
  })

  it('shows a transition that nothing can set off, and a state that nothing leads to', () => {
    const dead = planted((regions) => {
      part(regions, 'revocation.states')['LOST'] = {}
      part(regions, 'revocation.states.EMPTY')['on'] = { 'user.flush': { guard: 'outboxWaits', target: 'LOST' } }
    })
    const seen = explore(worldOf(dead, 'revocation'))
    const lost = (id: string): boolean => id.includes('LOST')
    expect(untaken([seen], describe(dead)).filter(lost)).toEqual([
      'auth.revocation.EMPTY > user.flush [outboxWaits] > auth.revocation.LOST',
    ])
    expect(unreached([seen], describe(dead)).filter(lost)).toEqual(['auth.revocation.LOST'])
  })

  it('shows a state that cannot be left', () => {
    const trap = planted((regions) => {
      part(regions, 'session.states.LOCKED.states.IDLE')['on'] = {
        'user.signOut': {},
        'user.switchAccount': {},
        'user.addAccount': {},
        'tab.signedOut': {},
      }
    })
    const seen = explore(worldOf(trap, 'session'))
    const caught = cutOff(seen, ({ snapshot }) => snapshot.matches({ session: 'ACTIVE' }))
    expect(caught.length).toBeGreaterThan(0)
    expect(caught.every((key) => key.includes('"LOCKED":"IDLE"'))).toBe(true)
  })
})

/** Places from which no sequence of events leads to where the goal holds. */
function cutOff(
  { places, ways }: Exploration,
  goal: (place: NonNullable<ReturnType<typeof places.get>>) => boolean,
): readonly string[] {
  const back = new Map<string, string[]>()
  for (const [from, reached] of ways) for (const to of reached) back.set(to, [...(back.get(to) ?? []), from])
  const arrives = new Set([...places].filter(([, place]) => goal(place)).map(([key]) => key))
  // A Set hands out what is added while it is walked.
  for (const key of arrives) for (const from of back.get(key) ?? []) arrives.add(from)
  return [...places.keys()].filter((key) => !arrives.has(key))
}
