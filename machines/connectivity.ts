import { after } from './time.ts'
import { chart } from './setup.ts'
import { momentOf } from './moment.ts'

/*
 * ONLINE · OFFLINE · SUSPECT. The region reads the session's actors itself, in the same microstep: a raised event would
 * come a step late, and a 503 in a loop with it.
 */

const online = '#auth.connectivity.ONLINE'
const offline = '#auth.connectivity.OFFLINE'
const suspect = '#auth.connectivity.SUSPECT'

/** Any end of an actor that talked to a server is evidence. */
const fromElsewhere = [
  { guard: 'serverAnswered', target: online, actions: ['readConnectivity', 'planReconnect'] },
  { guard: 'portalAnswered', target: suspect, actions: 'readConnectivity' },
] as const

const whileOnline = [
  { guard: 'serverAnswered', target: '#auth.connectivity.ONLINE.CLEAR', actions: 'forgetSilence' },
  { guard: 'portalAnswered', target: suspect, actions: 'readConnectivity' },
  { guard: 'silenceRepeats', target: suspect, actions: 'readConnectivity' },
  { guard: 'attemptWasSilent', actions: 'noteSilence' },
] as const

/** The device has said that its network is gone: more silence adds nothing that another doubt could find out. */
const whileDoubted = { guard: 'attemptWasSilent', actions: 'noteSilence' } as const

export const connectivity = chart.createStateConfig({
  initial: 'ONLINE',
  states: {
    ONLINE: {
      initial: 'CLEAR',
      on: {
        'network.suspected': { target: 'SUSPECT', actions: 'readConnectivity' },
        'xstate.done.actor.refresh': whileOnline,
        'xstate.done.actor.signIn': whileOnline,
        'xstate.done.actor.recheck': whileOnline,
        'xstate.done.actor.drain': whileOnline,
      },
      states: {
        CLEAR: {
          always: { guard: 'startsOffline', target: offline, actions: 'readConnectivity' },
          on: { 'network.lost': { target: 'DOUBTED', actions: 'readConnectivity' } },
        },
        DOUBTED: {
          invoke: {
            src: 'alarm',
            id: 'connectivityAlarm',
            input: ({ context }) => ({ at: after(context.connectivitySince, context.settings.doubtFor) }),
            onDone: { target: offline, actions: 'readConnectivity' },
            onError: { target: offline, actions: ['readConnectivity', 'tellFault'] },
          },
          on: {
            'network.returned': { target: 'CLEAR', actions: 'readConnectivity' },
            'xstate.done.actor.refresh': whileDoubted,
            'xstate.done.actor.signIn': whileDoubted,
            'xstate.done.actor.recheck': whileDoubted,
            'xstate.done.actor.drain': whileDoubted,
          },
        },
      },
    },
    OFFLINE: {
      initial: 'RESTING',
      on: {
        'network.returned': { target: 'ONLINE', actions: ['readConnectivity', 'planReconnect'] },
        'network.suspected': { target: 'SUSPECT', actions: 'readConnectivity' },
        'tab.committed': {
          guard: 'commitIsLaterThanReading',
          target: 'ONLINE',
          actions: ['readConnectivity', 'planReconnect'],
        },
        'xstate.done.actor.refresh': fromElsewhere,
        'xstate.done.actor.signIn': fromElsewhere,
        'xstate.done.actor.recheck': fromElsewhere,
        'xstate.done.actor.drain': fromElsewhere,
      },
      states: {
        RESTING: { always: { guard: 'probeExists', target: 'WATCHING' } },
        WATCHING: {
          invoke: {
            src: 'alarm',
            id: 'connectivityAlarm',
            input: ({ context, event }) => ({ at: after(momentOf(event), context.settings.probeEvery) }),
            onDone: { target: suspect },
            onError: { target: suspect, actions: 'tellFault' },
          },
        },
      },
    },
    SUSPECT: {
      initial: 'PROBING',
      on: {
        'network.lost': { target: 'OFFLINE', actions: 'readConnectivity' },
        'network.returned': { target: '.PROBING' },
        'tab.committed': {
          guard: 'commitIsLaterThanReading',
          target: 'ONLINE',
          actions: ['readConnectivity', 'planReconnect'],
        },
        'xstate.done.actor.refresh': fromElsewhere,
        'xstate.done.actor.signIn': fromElsewhere,
        'xstate.done.actor.recheck': fromElsewhere,
        'xstate.done.actor.drain': fromElsewhere,
      },
      states: {
        PROBING: {
          invoke: {
            src: 'probe',
            id: 'probe',
            input: {},
            onDone: [
              { guard: 'probeReached', target: online, actions: ['readConnectivity', 'planReconnect'] },
              { guard: 'probeFoundNothing', target: offline, actions: 'readConnectivity' },
              { guard: 'probeFoundPortal', target: 'PORTAL' },
              { target: 'UNPROBED' },
            ],
            onError: { target: 'UNPROBED', actions: 'tellFault' },
          },
        },
        PORTAL: {
          on: { 'app.woke': { target: 'PROBING' } },
          invoke: {
            src: 'alarm',
            id: 'connectivityAlarm',
            input: ({ context, event }) => ({ at: after(momentOf(event), context.settings.probeEvery) }),
            onDone: { target: 'PROBING' },
            onError: { target: 'UNPROBED', actions: 'tellFault' },
          },
        },
        UNPROBED: {
          on: { 'app.woke': { target: 'PROBING' } },
          invoke: {
            src: 'alarm',
            id: 'connectivityAlarm',
            input: ({ context, event }) => ({ at: after(momentOf(event), context.settings.probeEvery) }),
            onDone: { target: 'PROBING' },
            onError: { actions: 'tellFault' },
          },
        },
      },
    },
  },
} as const)
