import type { AuthContext } from './context.ts'
import type { Backoff, Ending, SessionFacts, UserFacts } from './facts.ts'
import type { ActorEvent, AuthEvent } from './events.ts'
import { momentOf } from './moment.ts'
import type { AlarmInput } from './outcomes.ts'
import { after, earliest, generation, type Instant } from './time.ts'

/*
 * What the chart remembers, as pure changes of its context. Every change is total: for an event it doesn't know it
 * returns nothing to change.
 */

type Change = Partial<AuthContext>
interface Seen {
  readonly context: AuthContext
  readonly event: AuthEvent | ActorEvent
}

const noBackoff: Backoff = { retryAt: null, retryNotBefore: null }

function sessionOf(event: Seen['event']): SessionFacts | null {
  if (event.type === 'tab.committed') return event.session
  return 'output' in event && 'session' in event.output ? event.output.session : null
}

/** Everything that belongs to one account's session, at rest. */
const nobody: Change = {
  account: null,
  user: null,
  generation: generation(0),
  accessTokenExpiresAt: null,
  refreshDueAt: null,
  refreshTokenExpiresAt: null,
  lastServerContactAt: null,
  offlineLimitAt: null,
  lastAttemptAt: null,
  confirmed: false,
  unsealed: false,
  offlineSince: null,
  warnAt: null,
  report: null,
  grants: [],
  capability: null,
  pending: 0,
  sendable: 0,
  queueNextAt: null,
  fence: 0,
  ...noBackoff,
}

function fromEnding(ending: Ending): Change {
  switch (ending.kind) {
    case 'reauth':
      return { reauthReason: ending.reason }
    case 'locked':
      return { lockedReason: ending.reason }
    case 'signed_out':
      return { signedOutReason: ending.reason }
    default:
      return ending satisfies never
  }
}

/** Then the chart knows this session: whose it is, which token set is current, and its deadlines. */
export function adoptSession({ context, event }: Seen): Change {
  const session = sessionOf(event)
  if (session === null) return {}
  const isAnother = session.account !== context.account || event.type === 'xstate.done.actor.signIn'
  const isNewer = isAnother || session.generation >= context.generation
  return isNewer ? { ...session, user: sameUser(context.user, session.user) } : {}
}

/** The known object stands for an equal one, so that a renewal changes nothing on a screen. */
function sameUser(known: UserFacts | null, next: UserFacts): UserFacts {
  const isSame =
    known !== null &&
    known.id === next.id &&
    known.name === next.name &&
    known.email === next.email &&
    known.picture === next.picture
  return isSame ? known : next
}

/** Then the session counts as confirmed by the server, and earlier failures are forgotten. */
export function confirmSession({ event }: Seen): Change {
  return {
    ...noBackoff,
    confirmed: true,
    report: null,
    offlineSince: null,
    warnAt: null,
    signInProblem: null,
    nextAccount: null,
    lastAttemptAt: momentOf(event),
  }
}

/** Then the stored session is shown, unconfirmed, with what the last run learned about the server. */
export function adoptRestored({ event }: Seen): Change {
  if (event.type !== 'xstate.done.actor.restore') return {}
  const { output } = event
  const found: Change = {
    outbox: output.outbox,
    pending: output.pending,
    confirmed: false,
    unsealed: false,
    nextAccount: null,
  }
  switch (output.kind) {
    case 'live':
    case 'due':
    case 'past_limit':
      return {
        ...found,
        ...output.session,
        offlineReason: output.offline?.reason ?? 'network_unavailable',
        retryAt: output.offline?.retryAt ?? null,
        retryNotBefore: output.offline?.retryNotBefore ?? null,
      }
    case 'ended':
      return { ...nobody, ...found, account: output.account, user: output.user, reauthReason: output.reason }
    case 'locked':
      return { ...nobody, ...found, account: output.account, user: output.user, lockedReason: output.reason }
    case 'nothing':
      return { ...nobody, ...found, signedOutReason: output.reason, persistence: output.persistence }
    case 'store_dead':
      return { ...nobody, ...found, signedOutReason: 'storage_timeout', persistence: 'memory' }
    case 'wrapped':
      return { ...found, account: output.account }
    default:
      return found
  }
}

/** Then working offline begins: since when, why, and when to try again. */
export function startOffline({ context, event }: Seen): Change {
  const at = momentOf(event)
  // A fault without a date: what is known is that the server was there at its last contact.
  const isKnown = at > 0
  const since = context.offlineSince ?? (isKnown ? at : (context.lastServerContactAt ?? at))
  const begun: Change = {
    offlineSince: since,
    warnAt: context.warnAt ?? after(since, context.settings.warnAfter),
    reconnectAt: null,
  }
  // Half a minute, which no user waits for and no server feels.
  if (broke(event)) return { ...begun, offlineReason: 'refresh_failed', retryAt: after(isKnown ? at : since, 30_000) }
  if (event.type !== 'xstate.done.actor.refresh') return begun
  const { output } = event
  if (output.kind === 'failed') {
    const { reason, retryAt, retryNotBefore } = output.offline
    return { ...begun, offlineReason: reason, retryAt, retryNotBefore, lastAttemptAt: at }
  }
  if (output.kind === 'busy') return { ...begun, offlineReason: 'refresh_failed', retryAt: output.refreshDueAt }
  return { ...begun, lastAttemptAt: at }
}

const broke = (event: { readonly type: string }): boolean => event.type.startsWith('xstate.error.actor.')

/** Then the network is the reason for working offline. A pause that the server asked for stands all the same. */
export const blameNetwork = (): Change => ({ offlineReason: 'network_unavailable', retryAt: null })

/** Then the captive portal is the reason for working offline. */
export const blamePortal = (): Change => ({ offlineReason: 'captive_portal', retryAt: null })

/** Then the failed attempt counts, so that the offline limit allows no second one. */
export const rememberAttempt = ({ event }: Seen): Change => ({ lastAttemptAt: momentOf(event) })

/** Then the refresh comes due a little later, because another context holds the lock. */
export function postponeRefresh({ event }: Seen): Change {
  return event.type === 'xstate.done.actor.refresh' && event.output.kind === 'busy'
    ? { refreshDueAt: event.output.refreshDueAt }
    : {}
}

/** Then the warning is given once. */
export const warnOnce = (): Change => ({ warnAt: null })

/** Then the session is over, with the reason the server, the record or another tab gave. */
export function rememberEnding({ event }: Seen): Change {
  const over: Change = { confirmed: false, report: null, offlineSince: null, warnAt: null, retryAt: null }
  if (event.type === 'tab.ended') return { ...over, ...fromEnding(event.ending) }
  if (event.type !== 'xstate.done.actor.refresh') return over
  const attempt: Change = { ...over, lastAttemptAt: momentOf(event) }
  switch (event.output.kind) {
    case 'refused':
      return { ...attempt, reauthReason: event.output.reason }
    case 'locked':
      return { ...attempt, lockedReason: event.output.reason }
    case 'signed_out':
      return { ...attempt, signedOutReason: event.output.reason }
    case 'failed':
      // The offline limit passed: what the server asked for stays in force.
      return { ...attempt, retryNotBefore: event.output.offline.retryNotBefore }
    default:
      return attempt
  }
}

export const endByOfflineLimit = (): Change => ({ reauthReason: 'offline_limit' })
export const endByLostKey = (): Change => ({ reauthReason: 'key_lost' })
export const lockByAttempts = (): Change => ({ lockedReason: 'too_many_attempts' })

/** Then nobody is signed in and nothing of the session is remembered. */
export const forgetSession = (): Change => ({ ...nobody, signInProblem: null })
export const endByOtherTab = (): Change => ({ signedOutReason: 'other_tab' })
export const endByUser = (): Change => ({ signedOutReason: 'user' })
export const endByLostRecord = (): Change => ({ signedOutReason: 'storage_lost' })
export const endByDeadStore = (): Change => ({ signedOutReason: 'storage_timeout', persistence: 'memory' })

/** Then the sign-out knows how thorough it is. */
export function chooseSignOut({ event }: Seen): Change {
  // The wish to leave is younger than any news from next door.
  return event.type === 'user.signOut'
    ? { signOutMode: event.mode, signOutPending: event.pending, nextAccount: null }
    : {}
}

/** Then the next account waits until what is under way has ended. The user's own choice outranks news from next door. */
export function queueAccount({ context, event }: Seen): Change {
  if (event.type === 'user.switchAccount') return { nextAccount: event.account }
  if (event.type === 'tab.signedIn') return { nextAccount: context.nextAccount ?? event.account }
  return event.type === 'tab.committed' ? { nextAccount: context.nextAccount ?? event.session.account } : {}
}

/** Then whoever opened the key has shown that it is them. */
export const noteUnsealing = (): Change => ({ unsealed: true })

/** Then the screen belongs to another account; what older work learns changes no screen any more. */
export function turnView({ context, event }: Seen): Change {
  const next =
    event.type === 'user.switchAccount' || event.type === 'tab.signedIn' ? event.account : context.nextAccount
  return { ...nobody, account: next, viewEpoch: context.viewEpoch + 1, nextAccount: null, signInProblem: null }
}

export const intendSignIn = (): Change => ({ purpose: 'sign_in', signInProblem: null })
export const intendReauth = (): Change => ({ purpose: 'reauth', signInProblem: null })
export const intendAddAccount = (): Change => ({ purpose: 'add_account', signInProblem: null })
export const intendStepUp = (): Change => ({ purpose: 'step_up', signInProblem: null })

/** Then the screen can say why signing in did not work. */
export function rememberProblem({ event }: Seen): Change {
  if (event.type === 'user.cancel' || event.type === 'app.returned') return { signInProblem: 'cancelled' }
  if (event.type !== 'xstate.done.actor.signIn') return { signInProblem: 'unexpected' }
  return { signInProblem: event.output.kind === 'failed' ? event.output.problem : 'unexpected' }
}

/** Then one refresh checks what the app heard. */
export function noteReport({ event }: Seen): Change {
  return event.type === 'app.reported' ? { report: event.report } : {}
}

/** Then the screen can say who is signed in. */
export function noteUser({ context, event }: Seen): Change {
  return event.type === 'record.described' && event.account === context.account ? { user: event.user } : {}
}

/** Then the screen can say whether a reload would keep the session: not that of another account. */
export function notePersistence({ context, event }: Seen): Change {
  if (event.type !== 'record.persisted') return {}
  return event.account === null || event.account === context.account ? { persistence: event.persistence } : {}
}

// Connectivity

export const readConnectivity = ({ event }: Seen): Change => ({
  connectivitySince: momentOf(event),
  startsOffline: false,
  silentAt: null,
})

/** Then this client knows its own moment to try, spread over all clients that came back together. */
export function planReconnect({ context, event }: Seen): Change {
  const chance = event.type === 'network.returned' ? event.chance : context.chance
  return { chance, reconnectAt: after(momentOf(event), chance * context.settings.reconnectSpread) }
}

export const noteSilence = ({ event }: Seen): Change => ({ silentAt: momentOf(event) })
export const forgetSilence = (): Change => ({ silentAt: null })

// Queue

export function noteQueue({ context, event }: Seen): Change {
  const queue =
    'queue' in event ? event.queue : 'output' in event && 'queue' in event.output ? event.output.queue : null
  const confirmed =
    event.type === 'xstate.done.actor.recheck' && event.output.kind === 'checked' && event.output.confirmed
  return {
    confirmed: context.confirmed || confirmed,
    ...(queue === null ? {} : { pending: queue.pending, sendable: queue.sendable, queueNextAt: queue.nextAttemptAt }),
  }
}

export function noteFence({ event }: Seen): Change {
  return event.type === 'xstate.done.actor.drainerLock' && event.output.kind === 'acquired'
    ? { fence: event.output.fence }
    : {}
}

export function postponeQueue({ event }: Seen): Change {
  if (event.type === 'xstate.done.actor.drainerLock' && event.output.kind === 'unavailable')
    return { queueNextAt: event.output.retryAt }
  if (event.type === 'xstate.done.actor.recheck' && event.output.kind === 'failed')
    return { queueNextAt: event.output.nextAttemptAt }
  // A broken actor: try again in half a minute, which no user waits for and no server feels.
  return { queueNextAt: after(momentOf(event), 30_000) }
}

// Step-up

export function noteCapability({ event }: Seen): Change {
  return event.type === 'user.stepUp' ? { capability: event.capability } : {}
}

export function addGrant({ context, event }: Seen): Change {
  if (event.type !== 'xstate.done.actor.verify' || event.output.kind !== 'granted') return {}
  return { grants: [...context.grants, event.output.grant], capability: null }
}

export const dropGrants = (): Change => ({ grants: [] })

export function dropEndedGrants({ context, event }: Seen): Change {
  const at = momentOf(event)
  return { grants: context.grants.filter((grant) => grant.until > at) }
}

// Deferred revocations

export function noteOutbox({ context, event }: Seen): Change {
  if (event.type === 'outbox.changed') return { outbox: event.outbox }
  if (event.type === 'xstate.done.actor.revoke') {
    const next = event.output.nextAttemptAt ?? after(momentOf(event), context.settings.probeEvery)
    return { outbox: event.output.left, revocationNextAt: next }
  }
  return 'output' in event && 'outbox' in event.output ? { outbox: event.output.outbox } : {}
}

/** Then a broken revocation is tried again later. */
export const postponeRevocation = ({ context, event }: Seen): Change => ({
  revocationNextAt: after(momentOf(event), context.settings.probeEvery),
})

// Alarms

/** The next moment at which OFFLINE_STALE does something by itself while nobody may ask. */
export function nextOfflineMoment({ warnAt, offlineLimitAt }: AuthContext): AlarmInput {
  return { at: earliest(warnAt, offlineLimitAt) }
}

/** The same where the server may be asked again: never before it allows that. */
export function retryMoment(context: AuthContext): AlarmInput {
  return orEarlier(context, context.retryAt)
}

/** The moment to try after the network returned: this client's place in the spread, never before the server allows it. */
export function reconnectMoment(context: AuthContext): AlarmInput {
  return orEarlier(context, context.reconnectAt)
}

/** The same where neither warning nor limit is left to come. */
export function returnMoment({ reconnectAt, retryNotBefore }: AuthContext): AlarmInput {
  return { at: later(reconnectAt, retryNotBefore) }
}

function orEarlier({ retryNotBefore, warnAt, offlineLimitAt }: AuthContext, moment: Instant | null): AlarmInput {
  const pause = later(moment, retryNotBefore)
  return { at: earliest(pause, warnAt, offlineLimitAt), pause }
}

function later(moment: Instant | null, floor: Instant | null): Instant | null {
  return moment === null || floor === null || floor < moment ? moment : floor
}
