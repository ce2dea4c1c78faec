import { chart } from './setup.ts'

/* CLOSED · STANDBY · CHECKING · IDLE · DRAINING · WAITING. Open only while the session sends. */

const closes = { guard: 'sessionNoLongerSends', target: '#auth.queue.CLOSED' } as const

export const queue = chart.createStateConfig({
  initial: 'CLOSED',
  on: { 'queue.changed': { actions: 'noteQueue' } },
  states: {
    CLOSED: {
      entry: 'releaseDrainer',
      always: { guard: 'queueMayOpen', target: 'STANDBY' },
    },
    STANDBY: {
      always: closes,
      invoke: {
        src: 'drainerLock',
        id: 'drainerLock',
        input: ({ context }) => ({ account: context.account }),
        onDone: [
          { guard: 'drainerIsAcquired', target: 'CHECKING', actions: 'noteFence' },
          { target: '#auth.queue.WAITING.FOR_LOCK', actions: 'postponeQueue' },
        ],
        onError: { target: '#auth.queue.WAITING.FOR_LOCK', actions: ['postponeQueue', 'tellFault'] },
      },
    },
    CHECKING: {
      tags: 'busy',
      always: closes,
      invoke: {
        src: 'recheck',
        id: 'recheck',
        input: ({ context }) => ({ account: context.account, fence: context.fence }),
        onDone: [
          { guard: 'queueIsChecked', target: 'IDLE', actions: 'noteQueue' },
          { target: '#auth.queue.WAITING.FOR_CHECK', actions: 'postponeQueue' },
        ],
        onError: { target: '#auth.queue.WAITING.FOR_CHECK', actions: ['postponeQueue', 'tellFault'] },
      },
    },
    IDLE: {
      always: [
        closes,
        { guard: 'workMayBeSent', target: 'DRAINING' },
        { guard: 'workIsUnchecked', target: 'CHECKING' },
        { guard: 'workBacksOff', target: '#auth.queue.WAITING.FOR_LANES' },
      ],
    },
    DRAINING: {
      tags: 'busy',
      always: closes,
      invoke: {
        src: 'drain',
        id: 'drain',
        input: ({ context }) => ({ account: context.account, fence: context.fence }),
        onDone: [
          { guard: 'replyDenied', target: 'CHECKING', actions: 'noteQueue' },
          { guard: 'drainerIsFenced', target: 'CLOSED' },
          { target: 'IDLE', actions: 'noteQueue' },
        ],
        onError: { target: '#auth.queue.WAITING.FOR_CHECK', actions: ['postponeQueue', 'tellFault'] },
      },
    },
    WAITING: {
      initial: 'FOR_LANES',
      always: closes,
      invoke: {
        src: 'alarm',
        id: 'queueAlarm',
        input: ({ context }) => ({ at: context.queueNextAt }),
        onError: { target: 'CLOSED', actions: 'tellFault' },
      },
      states: {
        FOR_LANES: {
          on: {
            'user.flush': { target: 'DUE' },
            'queue.changed': { target: '#auth.queue.IDLE', actions: 'noteQueue' },
            'xstate.done.actor.queueAlarm': { target: 'DUE' },
          },
        },
        DUE: {
          always: [
            { guard: 'drainMayStart', target: '#auth.queue.DRAINING' },
            { guard: 'workIsUnchecked', target: '#auth.queue.CHECKING' },
          ],
        },
        FOR_CHECK: {
          on: {
            'user.flush': { target: '#auth.queue.CHECKING' },
            'xstate.done.actor.queueAlarm': { target: '#auth.queue.CHECKING' },
          },
        },
        FOR_LOCK: {
          on: {
            'user.flush': { target: '#auth.queue.STANDBY' },
            'xstate.done.actor.queueAlarm': { target: '#auth.queue.STANDBY' },
          },
        },
      },
    },
  },
} as const)
