import { chart } from './setup.ts'

/* EMPTY · SENDING · WAITING. The durable outbox of revocations that a sign-out could not send; works in SIGNED_OUT too. */

export const revocation = chart.createStateConfig({
  initial: 'EMPTY',
  on: {
    'outbox.changed': { actions: 'noteOutbox' },
    'xstate.done.actor.restore': { actions: 'noteOutbox' },
    'xstate.done.actor.signOut': { actions: 'noteOutbox' },
  },
  states: {
    EMPTY: { always: { guard: 'outboxWaits', target: 'WAITING' } },
    SENDING: {
      tags: 'busy',
      invoke: {
        src: 'revoke',
        id: 'revoke',
        input: {},
        onDone: { target: '#auth.revocation.WAITING.BACKING_OFF', actions: 'noteOutbox' },
        onError: { target: '#auth.revocation.WAITING.BACKING_OFF', actions: ['postponeRevocation', 'tellFault'] },
      },
    },
    WAITING: {
      initial: 'CHOOSING',
      always: { guard: 'outboxIsEmpty', target: 'EMPTY' },
      states: {
        CHOOSING: {
          always: [{ guard: 'offlineIsKnown', target: 'PARKED' }, { target: '#auth.revocation.SENDING' }],
        },
        PARKED: { always: { guard: 'networkIsUp', target: '#auth.revocation.SENDING' } },
        BACKING_OFF: {
          always: { guard: 'offlineIsKnown', target: 'PARKED' },
          invoke: {
            src: 'alarm',
            id: 'revocationAlarm',
            input: ({ context }) => ({ at: context.revocationNextAt }),
            onDone: { target: '#auth.revocation.SENDING' },
            onError: { target: 'UNTIMED', actions: 'tellFault' },
          },
        },
        /** Without a timer the next sign of life has to do: trying at once would run in a circle. */
        UNTIMED: {
          always: { guard: 'offlineIsKnown', target: 'PARKED' },
          on: { 'app.woke': { target: '#auth.revocation.SENDING' } },
        },
      },
    },
  },
} as const)
