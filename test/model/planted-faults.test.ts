import { assign } from 'xstate'
import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { momentOf } from '../../machines/moment.ts'
import type { AuthMachine } from '../../src/testing/auth-model/auth-place.ts'
import { leadsTo, reachable } from '../../src/testing/auth-model/liveness.ts'
import { safety } from '../../src/testing/auth-model/properties.ts'
import type { ScopeName } from '../../src/testing/auth-model/worlds.ts'
import { breachOf, endlessIn } from './breach.ts'
import { namedMutants } from './kinds.ts'
import { part, planted, type Drawing } from './planted.ts'

interface Fault {
  readonly breaks: string
  readonly machine: AuthMachine
  readonly world: ScopeName
}

const drawn = (breaks: string, world: ScopeName, fault: (regions: Drawing) => void): Fault => ({
  breaks,
  world,
  machine: planted(fault),
})

/** Nothing that would lead out. */
const shut = { 'user.signOut': {}, 'user.switchAccount': {}, 'user.addAccount': {}, 'tab.signedOut': {} }

const all = [...safety, ...leadsTo, ...reachable]
const named = (start: string): string => all.find(({ name }) => name.startsWith(start))?.name ?? 'none'

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
  {
    breaks: 'S5',
    world: 'queue',
    machine: authMachine.provide({ actions: { blameNetwork: assign({ pending: 0 }) } }),
  },
  drawn('S6', 'queue', (regions) => {
    part(regions, 'queue.states.DRAINING.invoke')['input'] = { account: null, fence: 0 }
  }),
  drawn('S7', 'session', (regions) => {
    part(regions, 'session.states.LOCKED.states.IDLE.on')['app.woke'] = { target: '#auth.session.REFRESHING' }
  }),
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
  {
    breaks: 'E3 a stretch of working offline is told where it begins',
    world: 'session',
    machine: authMachine.provide({ actions: { startOffline: assign({ reconnectAt: null }) } }),
  },
  drawn('S10', 'session', (regions) => {
    part(regions, 'session.states.OFFLINE_STALE.on')['user.signOut'] = {}
  }),
  drawn(
    'S12',
    'session',
    (regions) => delete part(regions, 'connectivity.states.SUSPECT.states.PROBING.invoke')['onError'],
  ),
  drawn('S13', 'session', (regions) => {
    part(regions, 'session.states.RESTORING.states.READING.invoke')['onDone'] = {
      target: '#auth.session.SIGNED_OUT.IDLE',
      actions: 'adoptRestored',
    }
  }),
  drawn('S14', 'session', (regions) => delete part(regions, 'session.states.OFFLINE_STALE')['tags']),
  {
    breaks: 'S15 the chart',
    world: 'session',
    machine: authMachine.provide({
      actions: { confirmSession: assign(() => ({ ...{ accessToken: 'planted' }, confirmed: true })) },
    }),
  },
  drawn('S16 never ACTIVE', 'session', (regions) => delete part(regions, 'session.states.ACTIVE')['always']),
  drawn('S16 never DRAINING', 'queue', (regions) => delete part(regions, 'queue.states.DRAINING')['always']),
  drawn('S16 no grant', 'stepUp', (regions) => delete part(regions, 'stepUp')['always']),
  drawn('S17', 'session', (regions) => {
    part(regions, 'session.states.OFFLINE_STALE.on')['user.retry'] = { target: '#auth.session.REFRESHING.RECOVERING' }
  }),
  drawn('L1 REFRESHING', 'revocation', (regions) => {
    part(regions, 'session.states.REFRESHING.invoke')['onDone'] = { target: '#auth.session.REFRESHING', reenter: true }
  }),
  drawn('L3 SIGNED_OUT', 'revocation', (regions) => {
    part(regions, 'session')['on'] = {}
  }),
  drawn('L3 ACTIVE', 'revocation', (regions) => {
    part(regions, 'session.states.SIGNED_OUT.states.IDLE')['on'] = shut
  }),
  drawn('L1 every', 'session', (regions) => {
    part(regions, 'session.states.REFRESHING.invoke')['onDone'] = { guard: 'refreshIsGranted', target: 'ACTIVE' }
  }),
  drawn('T1', 'queue', (regions) => {
    part(regions, 'session.states.REFRESHING.invoke')['onDone'] = { target: 'ACTIVE' }
  }),
  drawn('T2', 'session', (regions) => {
    part(regions, 'session.states.ACTIVE.on')['tab.ended'] = { target: '#auth.session.LOCKED' }
  }),
  drawn('L4', 'queue', (regions) => {
    part(regions, 'queue.states.IDLE')['always'] = { guard: 'queueExists', target: '#auth.queue.WAITING.FOR_CHECK' }
    part(regions, 'queue.states.WAITING.states.FOR_CHECK')['always'] = { target: '#auth.queue.IDLE' }
  }),
]

group('the explorer', () => {
  it.each(faults)('catches a planted fault against $breaks', ({ breaks, machine, world }) => {
    const name = named(breaks)
    const isSafety = safety.some((promise) => promise.name === name)
    expect((isSafety ? breachOf(machine, world, name) : endlessIn(machine, world, name))[0]).toBe('start')
  })

  it('has a planted fault or a mutant for every promise', () => {
    const armed = [...faults, ...namedMutants]
    const unarmed = all.filter(({ name }) => !armed.some(({ breaks }) => name.startsWith(breaks)))
    expect(unarmed.map(({ name }) => name)).toEqual([])
  })

  it('tells the shortest way to a breach', () => {
    const faulty = planted((regions) => {
      part(regions, 'session.states.ACTIVE.on')['user.signOut'] = {}
    })
    expect(breachOf(faulty, 'session', named('S10'))).toEqual(['start', 'restore live (plain)', 'user.signOut'])
  })

  it('catches a guard that throws', () => {
    const faulty = authMachine.provide({
      guards: {
        tokenIsCurrent: () => {
          throw new Error('planted')
        },
      },
    })
    expect(breachOf(faulty, 'session', 'S12 the machine never stops').at(-1)).toMatch(/^token\.rejected/)
  })
})
