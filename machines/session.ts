import type { AuthContext } from './context.ts'
import { nextOfflineMoment, reconnectMoment, retryMoment, returnMoment } from './actions.ts'
import { chart } from './setup.ts'
import { signingIn } from './signing-in.ts'

/* RESTORING · SIGNED_OUT · ACTIVE · REFRESHING · OFFLINE_STALE · REAUTH_REQUIRED · LOCKED */

const active = '#auth.session.ACTIVE'
const recovering = '#auth.session.REFRESHING.RECOVERING'
const offlineStale = '#auth.session.OFFLINE_STALE'
const reauth = '#auth.session.REAUTH_REQUIRED'
const locked = '#auth.session.LOCKED'
const signedOut = '#auth.session.SIGNED_OUT.IDLE'
const reading = '#auth.session.RESTORING.READING'

const endedByTab = [
  { guard: 'endingIsLocked', target: locked, actions: 'rememberEnding' },
  { target: reauth, actions: 'rememberEnding' },
] as const

const exhausted = { target: locked, actions: ['lockByAttempts', 'recordExhausted'] } as const

/** What is true of every state that shows the user as signed in. */
const whileAuthenticated = {
  'user.stepUpRedirect': { target: '#auth.session.RESTORING.SIGNING_IN', actions: 'intendStepUp' },
  'stepUp.exhausted': exhausted,
  'xstate.done.actor.verify': { guard: 'attemptsAreExhausted', ...exhausted },
} as const

const overTheLimit = ['endByOfflineLimit', 'rememberEnding', 'recordOfflineLimit'] as const

/** Somebody signed in next door while this tab was busy with something that came to nothing. */
const openNextDoor = { guard: 'accountWaits', target: reading, actions: 'turnView' } as const

/** What is possible while only the offline limit stands between the user and their work. */
const cutOff = {
  'user.signIn': { target: '#auth.session.REAUTH_REQUIRED.SIGNING_IN', actions: 'intendReauth' },
  'user.retry': { guard: 'mayAsk', target: recovering },
  'tab.signedIn': { target: reading, actions: 'turnView' },
  'tab.committed': { target: reading },
  'tab.ended': endedByTab,
} as const

/** A child of OFFLINE_STALE that tries again by itself when its moment comes. */
function retrying<const Name extends 'DOUBTING' | 'WAITING'>(name: Name) {
  return {
    on: { 'app.woke': { guard: 'mayAsk', target: recovering } },
    invoke: {
      src: 'alarm',
      id: 'sessionAlarm',
      input: ({ context }: { readonly context: AuthContext }) => retryMoment(context),
      onDone: [
        { guard: 'retryIsDue', target: recovering },
        { guard: 'limitAllowsOneAttempt', target: recovering },
        { guard: 'limitIsPassed', target: reauth, actions: overTheLimit },
        { guard: 'warningIsDue', target: name, reenter: true, actions: ['tellExtendedOffline', 'warnOnce'] },
        { target: name, reenter: true },
      ],
      onError: { target: recovering, actions: 'tellFault' },
    },
  } as const
}

export const session = chart.createStateConfig({
  initial: 'RESTORING',
  on: {
    'user.signOut': { target: '.SIGNED_OUT.SIGNING_OUT', actions: 'chooseSignOut' },
    'user.switchAccount': { target: '.RESTORING.READING', actions: 'turnView' },
    'user.addAccount': { target: '.RESTORING.SIGNING_IN', actions: 'intendAddAccount' },
    'tab.signedOut': { target: '.SIGNED_OUT.IDLE', actions: ['forgetSession', 'endByOtherTab'] },
    'record.persisted': { actions: 'notePersistence' },
    'record.described': { actions: 'noteUser' },
  },
  states: {
    RESTORING: {
      tags: 'loading',
      initial: 'READING',
      on: {
        'stepUp.exhausted': exhausted,
        'xstate.done.actor.verify': { guard: 'attemptsAreExhausted', ...exhausted },
      },
      states: {
        READING: {
          // What was read may be older than the news: it is read again.
          on: {
            'tab.signedIn': { target: 'READING', reenter: true },
            'tab.committed': { target: 'READING', reenter: true },
            'tab.ended': { target: 'READING', reenter: true },
          },
          invoke: {
            src: 'restore',
            id: 'restore',
            input: ({ context }) => ({ account: context.account, viewEpoch: context.viewEpoch }),
            onDone: [
              { guard: 'callbackIsPresent', target: 'COMPLETING', actions: 'adoptRestored' },
              { guard: 'keyIsWrapped', target: 'UNSEALING', actions: 'adoptRestored' },
              { guard: 'storeIsLocked', target: 'UNLOCKING' },
              { guard: 'storeIsDead', target: signedOut, actions: 'adoptRestored' },
              { guard: 'recordHasEnded', target: reauth, actions: 'adoptRestored' },
              { guard: 'recordIsLocked', target: locked, actions: 'adoptRestored' },
              {
                guard: 'restoredPastLimitUnasked',
                target: reauth,
                actions: ['adoptRestored', 'endByOfflineLimit', 'recordOfflineLimit'],
              },
              { guard: 'sessionIsPastLimit', target: recovering, actions: 'adoptRestored' },
              { guard: 'restoredWhileOffline', target: offlineStale, actions: ['adoptRestored', 'blameNetwork'] },
              { guard: 'restoredMustWait', target: offlineStale, actions: 'adoptRestored' },
              { guard: 'sessionIsDue', target: recovering, actions: 'adoptRestored' },
              { guard: 'sessionIsLive', target: active, actions: 'adoptRestored' },
              { target: signedOut, actions: 'adoptRestored' },
            ],
            onError: { target: signedOut, actions: ['forgetSession', 'endByDeadStore', 'tellFault'] },
          },
        },
        /** The platform's store opens with the device: waiting, not signed out. */
        UNLOCKING: { on: { 'app.woke': { target: 'READING' }, 'user.retry': { target: 'READING' } } },
        /** The account's key is wrapped by a PIN: the step-up region asks for it. */
        UNSEALING: {
          on: {
            'xstate.done.actor.verify': [
              { guard: 'attemptsAreExhausted', ...exhausted },
              { guard: 'stepUpIsGranted', target: 'READING', actions: 'noteUnsealing' },
            ],
          },
        },
        COMPLETING: {
          invoke: {
            src: 'signIn',
            id: 'signIn',
            input: ({ context }) => ({
              phase: 'callback',
              purpose: context.purpose,
              account: context.account,
              viewEpoch: context.viewEpoch,
            }),
            onDone: [
              { guard: 'signedIn', target: active, actions: ['adoptSession', 'confirmSession'] },
              { target: 'READING', actions: 'rememberProblem' },
            ],
            onError: { target: 'READING', actions: ['rememberProblem', 'tellFault'] },
          },
        },
        SIGNING_IN: signingIn({ signedIn: active, failed: reading }),
      },
    },

    SIGNED_OUT: {
      initial: 'IDLE',
      on: { 'tab.signedOut': {} },
      states: {
        IDLE: {
          always: openNextDoor,
          on: {
            'user.signIn': { target: 'SIGNING_IN', actions: 'intendSignIn' },
            'user.addAccount': { target: 'SIGNING_IN', actions: 'intendSignIn' },
            'tab.signedIn': { target: reading, actions: 'turnView' },
            'record.found': { target: reading },
          },
        },
        SIGNING_IN: {
          ...signingIn({ signedIn: active, failed: signedOut }),
          on: { 'user.addAccount': {}, 'tab.signedIn': { actions: 'queueAccount' } },
        },
        SIGNING_OUT: {
          tags: 'busy',
          invoke: {
            src: 'signOut',
            id: 'signOut',
            input: ({ context }) => ({
              account: context.account,
              mode: context.signOutMode,
              pending: context.signOutPending,
            }),
            onDone: [
              { guard: 'accountWaits', target: reading, actions: 'turnView' },
              { target: 'IDLE', actions: ['forgetSession', 'endByUser'] },
            ],
            onError: { target: 'IDLE', actions: ['forgetSession', 'endByUser', 'tellFault'] },
          },
          on: {
            'user.switchAccount': { actions: 'queueAccount' },
            'tab.signedIn': { actions: 'queueAccount' },
            'user.signOut': {},
            'user.addAccount': {},
          },
        },
      },
    },

    ACTIVE: {
      tags: 'authenticated',
      always: [
        { guard: 'offlineIsKnown', target: 'OFFLINE_STALE', actions: 'blameNetwork' },
        { guard: 'portalIsFound', target: 'OFFLINE_STALE', actions: 'blamePortal' },
      ],
      invoke: {
        src: 'alarm',
        id: 'sessionAlarm',
        input: ({ context }) => ({ at: context.refreshDueAt }),
        onDone: [
          { guard: 'mayAsk', target: '#auth.session.REFRESHING.RENEWING' },
          // The last run was asked to wait, and the wait outlasts what it left us.
          { target: 'OFFLINE_STALE' },
        ],
        onError: { target: '#auth.session.REFRESHING.RENEWING', actions: 'tellFault' },
      },
      on: {
        ...whileAuthenticated,
        'token.rejected': { guard: 'tokenIsCurrent', target: '#auth.session.REFRESHING.RENEWING' },
        'token.wanted': { guard: 'wantedIsCurrent', target: '#auth.session.REFRESHING.RENEWING' },
        'tab.committed': { guard: 'commitIsNewer', target: 'ACTIVE', reenter: true, actions: 'adoptSession' },
        'tab.ended': endedByTab,
        'app.reported': [{ guard: 'mayAsk', target: recovering, actions: 'noteReport' }, { actions: 'noteReport' }],
      },
    },

    REFRESHING: {
      tags: ['authenticated', 'busy'],
      initial: 'RENEWING',
      invoke: {
        src: 'refresh',
        id: 'refresh',
        input: ({ context, event }) => ({
          account: context.account,
          generation: context.generation,
          viewEpoch: context.viewEpoch,
          report: context.report,
          // The network's return has a schedule of its own.
          automatic: event.type === 'xstate.done.actor.sessionAlarm' && context.reconnectAt === null,
        }),
        onDone: [
          { guard: 'refreshIsGranted', target: 'ACTIVE', actions: ['adoptSession', 'confirmSession'] },
          { guard: 'refreshIsAdopted', target: 'ACTIVE', actions: ['adoptSession', 'confirmSession'] },
          { guard: 'lockIsBusyButTokenLives', target: 'ACTIVE', actions: 'postponeRefresh' },
          { guard: 'lockIsBusy', target: 'OFFLINE_STALE' },
          { guard: 'recordIsGone', target: signedOut, actions: ['forgetSession', 'endByLostRecord'] },
          { guard: 'recordIsSignedOut', target: signedOut, actions: ['forgetSession', 'rememberEnding'] },
          { guard: 'refreshIsRefused', target: 'REAUTH_REQUIRED', actions: 'rememberEnding' },
          { guard: 'accountIsDisabled', target: 'LOCKED', actions: 'rememberEnding' },
          {
            guard: 'limitIsPassed',
            target: 'REAUTH_REQUIRED',
            actions: ['rememberEnding', 'endByOfflineLimit', 'recordOfflineLimit'],
          },
          { target: 'OFFLINE_STALE' },
        ],
        onError: { target: 'OFFLINE_STALE', actions: 'tellFault' },
      },
      on: {
        ...whileAuthenticated,
        'app.reported': { actions: 'noteReport' },
        'tab.committed': { guard: 'commitIsNewer', actions: 'adoptSession' },
      },
      states: {
        /** From ACTIVE with a live token: nobody notices. */
        RENEWING: {},
        /** From anywhere else: the queue and online-only work wait. */
        RECOVERING: {},
      },
    },

    OFFLINE_STALE: {
      tags: 'authenticated',
      initial: 'CHOOSING',
      entry: 'startOffline',
      on: {
        ...whileAuthenticated,
        'user.retry': { guard: 'mayAsk', target: recovering },
        'tab.committed': [
          { guard: 'commitIsLaterThanOffline', target: 'ACTIVE', actions: ['adoptSession', 'confirmSession'] },
          // A newer set moves the moments that the alarm was set on.
          { guard: 'commitIsNewer', target: '.CHOOSING', actions: 'adoptSession' },
        ],
        'tab.ended': endedByTab,
        'app.reported': [
          { guard: 'onlineEnoughToAsk', target: recovering, actions: 'noteReport' },
          { actions: 'noteReport' },
        ],
      },
      states: {
        CHOOSING: {
          always: [
            { guard: 'offlineIsKnown', target: 'PARKED' },
            { guard: 'networkIsSuspect', target: 'DOUBTING' },
            { guard: 'returnIsPlannedAndWasTheReason', target: 'RETURNING' },
            { target: 'WAITING' },
          ],
        },
        /** The device has no network: nothing is tried until that changes. */
        PARKED: {
          always: [
            { guard: 'networkIsSuspect', target: 'DOUBTING' },
            { guard: 'networkIsUpAndWasTheReason', target: 'RETURNING' },
            { guard: 'networkIsUp', target: 'WAITING' },
          ],
          invoke: {
            src: 'alarm',
            id: 'sessionAlarm',
            input: ({ context }) => nextOfflineMoment(context),
            onDone: [
              { guard: 'limitIsPassed', target: reauth, actions: overTheLimit },
              { guard: 'warningIsDue', target: 'PARKED', reenter: true, actions: ['tellExtendedOffline', 'warnOnce'] },
              { target: 'PARKED', reenter: true },
            ],
            onError: {
              target: reauth,
              actions: ['endByOfflineLimit', 'rememberEnding', 'recordOfflineLimit', 'tellFault'],
            },
          },
        },
        /** Something answers, but perhaps not the server. */
        DOUBTING: {
          always: [
            { guard: 'offlineIsKnown', target: 'PARKED' },
            { guard: 'networkIsUpAndWasTheReason', target: 'RETURNING' },
            { guard: 'networkIsUp', target: 'WAITING' },
          ],
          ...retrying('DOUBTING'),
        },
        /** The network is there; the server has to be given time. */
        WAITING: {
          always: [
            { guard: 'offlineIsKnown', target: 'PARKED' },
            { guard: 'networkIsSuspect', target: 'DOUBTING' },
          ],
          ...retrying('WAITING'),
        },
        /** The network has just come back; this client waits for its place in the spread. */
        RETURNING: {
          always: [
            { guard: 'offlineIsKnown', target: 'PARKED' },
            { guard: 'networkIsSuspect', target: 'DOUBTING' },
          ],
          on: { 'app.woke': { guard: 'mayAsk', target: recovering } },
          invoke: {
            src: 'alarm',
            id: 'sessionAlarm',
            input: ({ context }) => reconnectMoment(context),
            onDone: [
              { guard: 'reconnectIsDue', target: recovering },
              { guard: 'limitAllowsOneAttempt', target: recovering },
              { guard: 'limitIsPassed', target: reauth, actions: overTheLimit },
              {
                guard: 'warningIsDue',
                target: 'RETURNING',
                reenter: true,
                actions: ['tellExtendedOffline', 'warnOnce'],
              },
              { target: 'RETURNING', reenter: true },
            ],
            onError: { target: recovering, actions: 'tellFault' },
          },
        },
      },
    },

    REAUTH_REQUIRED: {
      tags: 'blocking',
      initial: 'IDLE',
      states: {
        IDLE: {
          always: [openNextDoor, { guard: 'offlineLimitEndedItOffline', target: 'CUT_OFF' }],
          on: {
            'user.signIn': { target: 'SIGNING_IN', actions: 'intendReauth' },
            'user.retry': { guard: 'offlineLimitEndedItAndMayAsk', target: recovering },
            'app.woke': { guard: 'offlineLimitEndedItAndMayAsk', target: recovering },
            'tab.signedIn': { target: reading, actions: 'turnView' },
            'tab.committed': { guard: 'offlineLimitEndedIt', target: reading },
            'tab.ended': endedByTab,
          },
        },
        /** The offline limit ended it and the network is away: its return is worth one attempt. */
        CUT_OFF: {
          always: { guard: 'networkIsUp', target: 'RETURNING' },
          on: cutOff,
        },
        /** The network has come back, and one attempt may be enough: it waits for its place in the spread. */
        RETURNING: {
          always: { guard: 'networkIsAway', target: 'CUT_OFF' },
          on: { ...cutOff, 'app.woke': { guard: 'mayAsk', target: recovering } },
          invoke: {
            src: 'alarm',
            id: 'sessionAlarm',
            input: ({ context }) => returnMoment(context),
            onDone: [
              { guard: 'reconnectIsDue', target: recovering },
              { target: 'RETURNING', reenter: true },
            ],
            onError: { target: recovering, actions: 'tellFault' },
          },
        },
        SIGNING_IN: {
          ...signingIn({ signedIn: active, failed: '#auth.session.REAUTH_REQUIRED.IDLE' }),
          on: {
            'tab.signedIn': { actions: 'queueAccount' },
            'tab.committed': { guard: 'offlineLimitEndedIt', actions: 'queueAccount' },
          },
        },
      },
    },

    LOCKED: {
      tags: 'blocking',
      initial: 'IDLE',
      states: {
        IDLE: {
          always: openNextDoor,
          on: {
            'user.signIn': { target: 'SIGNING_IN', actions: 'intendReauth' },
            'tab.signedIn': { target: reading, actions: 'turnView' },
          },
        },
        SIGNING_IN: {
          ...signingIn({ signedIn: active, failed: '#auth.session.LOCKED.IDLE' }),
          on: { 'tab.signedIn': { actions: 'queueAccount' } },
        },
      },
    },
  },
} as const)
