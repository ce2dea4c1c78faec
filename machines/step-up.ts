import { chart } from './setup.ts'
import { earliest } from './time.ts'

/* NONE · PROMPTING · REQUIRED. Proof of presence for single actions, and the optional local lock. */

export const stepUp = chart.createStateConfig({
  initial: 'NONE',
  always: { guard: 'grantsOutliveSession', actions: 'dropGrants' },
  on: { 'stepUp.ended': { actions: 'dropGrants' } },
  states: {
    NONE: {
      invoke: {
        src: 'alarm',
        id: 'stepUpAlarm',
        input: ({ context }) => ({ at: earliest(...context.grants.map((grant) => grant.until)) }),
        onDone: { target: 'NONE', reenter: true, actions: 'dropEndedGrants' },
        onError: { actions: ['dropGrants', 'tellFault'] },
      },
      on: {
        'user.stepUp': { target: '#auth.stepUp.PROMPTING.FOR_ACTION', actions: 'noteCapability' },
        'app.idled': { guard: 'appLocks', target: 'REQUIRED', actions: 'dropGrants' },
        'xstate.done.actor.restore': [
          { guard: 'keyIsWrapped', target: 'REQUIRED' },
          { guard: 'bootsLocked', target: 'REQUIRED' },
        ],
      },
    },
    PROMPTING: {
      tags: 'busy',
      initial: 'FOR_ACTION',
      invoke: {
        src: 'verify',
        id: 'verify',
        input: ({ context }) => ({ account: context.account, capability: context.capability }),
      },
      states: {
        FOR_ACTION: {
          always: { guard: 'nothingIsProtected', target: '#auth.stepUp.NONE' },
          on: {
            'user.cancel': { target: '#auth.stepUp.NONE' },
            'app.idled': { guard: 'appLocks', target: '#auth.stepUp.REQUIRED', actions: 'dropGrants' },
            'xstate.done.actor.verify': [
              { guard: 'stepUpIsGranted', target: '#auth.stepUp.NONE', actions: 'addGrant' },
              { target: '#auth.stepUp.NONE' },
            ],
            'xstate.error.actor.verify': { target: '#auth.stepUp.NONE', actions: 'tellFault' },
          },
        },
        FOR_UNLOCK: {
          always: { guard: 'nothingIsProtected', target: '#auth.stepUp.NONE' },
          on: {
            'user.cancel': { target: '#auth.stepUp.REQUIRED' },
            'xstate.done.actor.verify': [
              { guard: 'stepUpIsGranted', target: '#auth.stepUp.NONE', actions: 'addGrant' },
              { target: '#auth.stepUp.REQUIRED' },
            ],
            'xstate.error.actor.verify': { target: '#auth.stepUp.REQUIRED', actions: 'tellFault' },
          },
        },
      },
    },
    REQUIRED: {
      always: { guard: 'nothingIsProtected', target: 'NONE' },
      on: { 'user.stepUp': { target: '#auth.stepUp.PROMPTING.FOR_UNLOCK', actions: 'noteCapability' } },
    },
  },
} as const)
