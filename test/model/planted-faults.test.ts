import { assign } from 'xstate'
import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { momentOf } from '../../machines/moment.ts'
import { explore } from './explore.ts'
import { part, planted, type Drawing } from './planted.ts'
import { properties } from './properties.ts'
import { worldOf, type ScopeName } from './worlds.ts'
import type { Machine } from './walk.ts'

interface Fault {
  readonly breaks: string
  readonly machine: Machine
  readonly world: ScopeName
}

const drawn = (breaks: string, world: ScopeName, fault: (regions: Drawing) => void): Fault => ({
  breaks,
  world,
  machine: planted(fault),
})

/** One fault per promise, drawn into a copy of the shipped chart. */
const faults: readonly Fault[] = [
  drawn('S1', 'session', (regions) => {
    part(regions, 'session.states.LOCKED.states.IDLE')['invoke'] = {
      src: 'alarm',
      id: 'sessionAlarm',
      input: { at: null },
      onDone: {},
      onError: { actions: 'tellFault' },
    }
  }),
  {
    breaks: 'S3',
    world: 'session',
    machine: authMachine.provide({
      guards: { commitIsNewer: () => true },
      actions: { adoptSession: assign(({ event }) => (event.type === 'tab.committed' ? event.session : {})) },
    }),
  },
  drawn('S4', 'session', (regions) => delete part(regions, 'session.states.REFRESHING')['invoke']),
  drawn('S8', 'session', (regions) => {
    part(regions, 'session.states.REFRESHING.invoke')['onDone'] = { target: 'REAUTH_REQUIRED' }
  }),
  drawn(
    'S9 OFFLINE_STALE',
    'session',
    (regions) => delete part(regions, 'session.states.OFFLINE_STALE.states.PARKED')['invoke'],
  ),
  {
    breaks: 'S9 offline work',
    world: 'session',
    machine: authMachine.provide({
      actions: { startOffline: assign(({ event }) => ({ offlineSince: momentOf(event) })) },
    }),
  },
  drawn('S10', 'session', (regions) => {
    part(regions, 'session.states.OFFLINE_STALE.on')['user.signOut'] = {}
  }),
  drawn(
    'S12',
    'session',
    (regions) => delete part(regions, 'connectivity.states.SUSPECT.states.PROBING.invoke')['onError'],
  ),
  drawn('S14', 'session', (regions) => delete part(regions, 'session.states.OFFLINE_STALE')['tags']),
  drawn('S16 never ACTIVE', 'session', (regions) => delete part(regions, 'session.states.ACTIVE')['always']),
  drawn('S16 never DRAINING', 'queue', (regions) => delete part(regions, 'queue.states.DRAINING')['always']),
  drawn('S16 no grant', 'stepUp', (regions) => delete part(regions, 'stepUp')['always']),
  drawn('S17', 'session', (regions) => {
    part(regions, 'session.states.OFFLINE_STALE.on')['user.retry'] = { target: '#auth.session.REFRESHING.RECOVERING' }
  }),
  drawn('L1', 'session', (regions) => {
    part(regions, 'session.states.REFRESHING.invoke')['onDone'] = { guard: 'refreshIsGranted', target: 'ACTIVE' }
  }),
  drawn('L4', 'queue', (regions) => {
    part(regions, 'queue.states.IDLE')['always'] = { guard: 'queueExists', target: '#auth.queue.WAITING.FOR_CHECK' }
    part(regions, 'queue.states.WAITING.states.FOR_CHECK')['always'] = { target: '#auth.queue.IDLE' }
  }),
]

group('the explorer', () => {
  it.each(faults)('catches a planted fault against $breaks', ({ breaks, machine, world }) => {
    const promise = properties.find(({ name }) => name.startsWith(breaks))?.name ?? 'none'
    const { breaches } = explore(worldOf(machine, world, promise))
    expect(breaches.get(promise)?.[0]).toMatch(/^start/)
  })

  it('has a planted fault for every promise', () => {
    const unarmed = properties.filter(({ name }) => !faults.some(({ breaks }) => name.startsWith(breaks)))
    expect(unarmed.map(({ name }) => name)).toEqual([])
  })

  it('tells the shortest way to a breach', () => {
    const faulty = planted((regions) => {
      part(regions, 'session.states.ACTIVE.on')['user.signOut'] = {}
    })
    const promise = properties.find(({ name }) => name.startsWith('S10'))?.name ?? 'none'
    expect(explore(worldOf(faulty, 'session', promise)).breaches.get(promise)).toEqual([
      'start',
      'restore live (plain)',
      'user.signOut',
    ])
  })

  it('catches a guard that throws', () => {
    const faulty = authMachine.provide({
      guards: {
        tokenIsCurrent: () => {
          throw new Error('planted')
        },
      },
    })
    const promise = 'S12 the machine never stops'
    expect(
      explore(worldOf(faulty, 'session', promise))
        .breaches.get(promise)
        ?.at(-1),
    ).toMatch(/^token\.rejected/)
  })
})
