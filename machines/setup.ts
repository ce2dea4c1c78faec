import { assign, emit, enqueueActions, setup } from 'xstate'
import * as change from './actions.ts'
import { actors } from './actors.ts'
import type { AuthContext, AuthInput } from './context.ts'
import type { AuthEmitted } from './emitted.ts'
import type { ActorEvent, AuthEvent } from './events.ts'
import { guards } from './guards.ts'
import { momentOf } from './moment.ts'

/** `authenticated`, `blocking`, `busy` and `loading` choose the screen. */
export type AuthTag = 'authenticated' | 'blocking' | 'busy' | 'loading'

/** The vocabulary all five regions are written in: context, events, actors, guards, actions. */
export const chart = setup({
  types: {
    context: {} as AuthContext,
    input: {} as AuthInput,
    events: {} as AuthEvent | ActorEvent,
    emitted: {} as AuthEmitted,
    tags: {} as AuthTag,
  },
  actors,
  guards,
  actions: {
    adoptSession: assign(change.adoptSession),
    adoptRestored: assign(change.adoptRestored),
    blameNetwork: assign(change.blameNetwork),
    blamePortal: assign(change.blamePortal),
    rememberAttempt: assign(change.rememberAttempt),
    postponeRefresh: assign(change.postponeRefresh),
    warnOnce: assign(change.warnOnce),
    rememberEnding: assign(change.rememberEnding),
    endByOfflineLimit: assign(change.endByOfflineLimit),
    endByLostKey: assign(change.endByLostKey),
    lockByAttempts: assign(change.lockByAttempts),
    forgetSession: assign(change.forgetSession),
    endByOtherTab: assign(change.endByOtherTab),
    endByUser: assign(change.endByUser),
    endByLostRecord: assign(change.endByLostRecord),
    endByDeadStore: assign(change.endByDeadStore),
    chooseSignOut: assign(change.chooseSignOut),
    queueAccount: assign(change.queueAccount),
    noteUnsealing: assign(change.noteUnsealing),
    turnView: assign(change.turnView),
    intendSignIn: assign(change.intendSignIn),
    intendReauth: assign(change.intendReauth),
    intendAddAccount: assign(change.intendAddAccount),
    intendStepUp: assign(change.intendStepUp),
    rememberProblem: assign(change.rememberProblem),
    noteReport: assign(change.noteReport),
    noteUser: assign(change.noteUser),
    notePersistence: assign(change.notePersistence),
    readConnectivity: assign(change.readConnectivity),
    planReconnect: assign(change.planReconnect),
    noteSilence: assign(change.noteSilence),
    forgetSilence: assign(change.forgetSilence),
    noteQueue: assign(change.noteQueue),
    noteFence: assign(change.noteFence),
    postponeQueue: assign(change.postponeQueue),
    noteCapability: assign(change.noteCapability),
    addGrant: assign(change.addGrant),
    dropGrants: assign(change.dropGrants),
    dropEndedGrants: assign(change.dropEndedGrants),
    noteOutbox: assign(change.noteOutbox),
    postponeRevocation: assign(change.postponeRevocation),

    /** Told once per stretch of working offline, however many attempts fail in between. */
    startOffline: enqueueActions(({ context, enqueue }) => {
      const begins = context.offlineSince === null
      enqueue.assign(change.startOffline)
      if (!begins) return
      enqueue.emit(({ context: now, event }) => ({
        type: 'offline.entered',
        at: momentOf(event),
        reason: now.offlineReason,
        lastServerContactAt: now.lastServerContactAt,
        hasToken: now.accessTokenExpiresAt !== null && now.accessTokenExpiresAt > momentOf(event),
        tokenExpiresAt: now.accessTokenExpiresAt,
      }))
    }),
    confirmSession: enqueueActions(({ context, enqueue }) => {
      const ends = context.offlineSince !== null
      enqueue.assign(change.confirmSession)
      if (!ends) return
      enqueue.emit(({ context: now, event }) => ({
        type: 'offline.exited',
        at: momentOf(event),
        networkRestored: true,
        lastServerContactAt: now.lastServerContactAt,
        generation: now.generation,
      }))
    }),
    tellExtendedOffline: emit(({ context, event }) => ({
      type: 'warning',
      at: momentOf(event),
      kind: 'extended_offline',
      since: context.offlineSince,
    })),
    tellFault: emit(({ event }) => ({ type: 'fault', at: momentOf(event), actor: event.type })),
    recordOfflineLimit: emit(({ context, event }) => ({
      type: 'record.end',
      at: momentOf(event),
      account: context.account,
      generation: context.generation,
      reason: 'offline_limit',
    })),
    recordExhausted: emit(({ context, event }) => ({
      type: 'record.end',
      at: momentOf(event),
      account: context.account,
      generation: context.generation,
      reason: 'too_many_attempts',
    })),
    releaseDrainer: emit(({ event }) => ({ type: 'drainer.release', at: momentOf(event) })),
  },
})
