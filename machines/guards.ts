import { and, not, or, stateIn } from 'xstate'
import type { AuthContext } from './context.ts'
import type { ActorEvent, AuthEvent } from './events.ts'
import { momentOf } from './moment.ts'
import { after } from './time.ts'

/*
 * Every guard completes a sentence that begins with "if". Guards are total: they answer for any event and never throw,
 * because a throwing guard stops the whole chart while its children run on.
 */

interface Seen {
  readonly context: AuthContext
  readonly event: AuthEvent | ActorEvent
}

type DoneOf<Id extends string> = Extract<ActorEvent, { readonly actorId: Id }>
type KindOf<Id extends string> = DoneOf<Id>['output']['kind']

function ended<Id extends ActorEvent['actorId']>(id: Id, kind: KindOf<Id>) {
  return ({ event }: Seen): boolean =>
    event.type === `xstate.done.actor.${id}` && 'output' in event && event.output.kind === kind
}

const offlineIsKnown = stateIn({ connectivity: 'OFFLINE' })
const networkIsSuspect = stateIn({ connectivity: 'SUSPECT' })
const portalIsFound = stateIn({ connectivity: { SUSPECT: 'PORTAL' } })
const networkIsUp = stateIn({ connectivity: 'ONLINE' })

const sessionIsActive = stateIn({ session: 'ACTIVE' })
const sessionSends = or([sessionIsActive, stateIn({ session: { REFRESHING: 'RENEWING' } })])
const sessionIsAuthenticated = or([
  sessionIsActive,
  stateIn({ session: 'REFRESHING' }),
  stateIn({ session: 'OFFLINE_STALE' }),
])
const sessionRestores = stateIn({ session: 'RESTORING' })
const sessionIsProtected = or([sessionIsAuthenticated, sessionRestores])

const mayAsk = ({ context, event }: Seen): boolean =>
  context.retryNotBefore === null || momentOf(event) >= context.retryNotBefore

const limitIsPassed = ({ context, event }: Seen): boolean =>
  context.offlineLimitAt !== null && momentOf(event) >= context.offlineLimitAt

const restoredOffline = (event: Seen['event']) =>
  event.type === 'xstate.done.actor.restore' && 'offline' in event.output ? event.output.offline : null

const outlast = (moment: number | null, event: Seen['event']): boolean => moment !== null && momentOf(event) >= moment

export const guards = {
  // Connectivity, read by the other regions
  offlineIsKnown,
  networkIsSuspect,
  portalIsFound,
  networkIsUp,
  networkIsAway: not(networkIsUp),
  /** Only these two reasons end by themselves when the network returns; the others wait for their own retry. */
  networkWasTheReason: ({ context }: Seen): boolean =>
    context.offlineReason === 'network_unavailable' || context.offlineReason === 'captive_portal',
  networkIsUpAndWasTheReason: and([networkIsUp, 'networkWasTheReason']),
  /** The network came back a moment ago, and this client's place in the spread is still ahead. */
  returnIsPlanned: ({ context }: Seen): boolean => context.reconnectAt !== null,
  returnIsPlannedAndWasTheReason: and(['returnIsPlanned', 'networkWasTheReason']),
  onlineEnoughToAsk: and([not(offlineIsKnown), 'mayAsk']),

  // Restoring
  callbackIsPresent: ended('restore', 'callback'),
  keyIsWrapped: ended('restore', 'wrapped'),
  storeIsLocked: ended('restore', 'store_locked'),
  storeIsDead: ended('restore', 'store_dead'),
  recordHasEnded: ended('restore', 'ended'),
  recordIsLocked: ended('restore', 'locked'),
  sessionIsLive: ended('restore', 'live'),
  sessionIsDue: ended('restore', 'due'),
  sessionIsPastLimit: ended('restore', 'past_limit'),
  /** The one attempt that the limit allows is impossible now: no network, or the server's pause stands. */
  restoredPastLimitUnasked: and(['sessionIsPastLimit', or([offlineIsKnown, 'restoredPauseStands'])]),
  restoredWhileOffline: and([or(['sessionIsLive', 'sessionIsDue']), offlineIsKnown]),
  /** Another tab or the last run was asked by the server to wait. */
  restoredPauseStands: ({ event }: Seen): boolean => {
    const notBefore = restoredOffline(event)?.retryNotBefore ?? null
    return notBefore !== null && momentOf(event) < notBefore
  },
  restoredMustWait: and(['sessionIsDue', 'restoredPauseStands']),

  // Signing in
  pageLeaves: ended('signIn', 'away'),
  signInIsPrepared: ended('signIn', 'prepared'),
  signedIn: ended('signIn', 'signed_in'),

  // Signing out, and news from next door
  accountWaits: ({ context }: Seen): boolean => context.nextAccount !== null,

  // Refreshing
  tokenIsCurrent: ({ context, event }: Seen): boolean =>
    event.type === 'token.rejected' &&
    event.generation === context.generation &&
    !event.young &&
    !event.repeated &&
    mayAsk({ context, event }),
  wantedIsCurrent: ({ context, event }: Seen): boolean =>
    event.type === 'token.wanted' && event.generation === context.generation && mayAsk({ context, event }),
  refreshIsGranted: ended('refresh', 'granted'),
  refreshIsAdopted: ended('refresh', 'adopted'),
  lockIsBusyButTokenLives: ({ event }: Seen): boolean =>
    event.type === 'xstate.done.actor.refresh' && event.output.kind === 'busy' && event.output.tokenLives,
  /** Past the limit it is waited for no longer: whoever holds the lock may be frozen. */
  lockIsBusy: ({ context, event }: Seen): boolean =>
    event.type === 'xstate.done.actor.refresh' && event.output.kind === 'busy' && !limitIsPassed({ context, event }),
  recordIsGone: ended('refresh', 'gone'),
  recordIsSignedOut: ended('refresh', 'signed_out'),
  refreshIsRefused: ended('refresh', 'refused'),
  accountIsDisabled: ended('refresh', 'locked'),
  limitIsPassed,

  // Working offline
  mayAsk,
  limitAllowsOneAttempt: ({ context, event }: Seen): boolean =>
    limitIsPassed({ context, event }) &&
    mayAsk({ context, event }) &&
    (context.lastAttemptAt === null ||
      context.offlineLimitAt === null ||
      context.lastAttemptAt < context.offlineLimitAt),
  warningIsDue: ({ context, event }: Seen): boolean => outlast(context.warnAt, event),
  retryIsDue: ({ context, event }: Seen): boolean => outlast(context.retryAt, event) && mayAsk({ context, event }),
  reconnectIsDue: ({ context, event }: Seen): boolean =>
    outlast(context.reconnectAt, event) && mayAsk({ context, event }),

  // Other tabs and the app
  commitIsNewer: ({ context, event }: Seen): boolean =>
    event.type === 'tab.committed' && event.session.generation > context.generation,
  commitSaysOnline: ({ context, event }: Seen): boolean =>
    event.type === 'tab.committed' &&
    event.session.generation > context.generation &&
    (context.offlineSince === null || event.session.lastServerContactAt >= context.offlineSince),
  commitIsLaterThanReading: ({ context, event }: Seen): boolean =>
    event.type === 'tab.committed' && event.session.lastServerContactAt >= context.connectivitySince,
  /** A commit from before the device lost its network brings a newer set and no way to the server. */
  commitIsLaterThanOffline: and([
    'commitSaysOnline',
    or(['commitIsLaterThanReading', not(or([offlineIsKnown, portalIsFound]))]),
  ]),
  endingIsLocked: ({ event }: Seen): boolean => event.type === 'tab.ended' && event.ending.kind === 'locked',
  offlineLimitEndedItOffline: and(['offlineLimitEndedIt', not(networkIsUp)]),
  offlineLimitEndedIt: ({ context }: Seen): boolean => context.reauthReason === 'offline_limit',
  offlineLimitEndedItAndMayAsk: and(['offlineLimitEndedIt', 'mayAsk']),

  // The network
  startsOffline: ({ context }: Seen): boolean => context.startsOffline,
  serverAnswered: ({ event }: Seen): boolean => 'output' in event && event.output.evidence === 'answered',
  portalAnswered: ({ event }: Seen): boolean => 'output' in event && event.output.evidence === 'portal',
  silenceRepeats: ({ context, event }: Seen): boolean =>
    'output' in event &&
    event.output.evidence === 'silent' &&
    context.silentAt !== null &&
    momentOf(event) <= after(context.silentAt, context.settings.suspectWithin),
  attemptWasSilent: ({ event }: Seen): boolean => 'output' in event && event.output.evidence === 'silent',
  probeReached: ended('probe', 'reached'),
  probeFoundNothing: ended('probe', 'nothing'),
  probeFoundPortal: ended('probe', 'portal'),
  probeExists: ({ context }: Seen): boolean => context.settings.hasProbe,

  // The queue
  /** Without a queue the region stays closed. */
  queueExists: ({ context }: Seen): boolean => context.settings.hasQueue,
  queueMayOpen: and(['queueExists', sessionSends]),
  sessionNoLongerSends: not(sessionSends),
  drainerIsAcquired: ended('drainerLock', 'acquired'),
  /** A check that could not confirm anything while work waits is a failed one, else it would run in a circle. */
  queueIsChecked: ({ event }: Seen): boolean =>
    event.type === 'xstate.done.actor.recheck' &&
    event.output.kind === 'checked' &&
    (event.output.confirmed || event.output.queue.pending === 0),
  /** Sending starts only in ACTIVE and only once the server has confirmed the session in this context. */
  sessionIsConfirmed: ({ context }: Seen): boolean => context.confirmed,
  workIsSendable: ({ context }: Seen): boolean => context.sendable > 0,
  drainMayStart: and([sessionIsActive, 'sessionIsConfirmed']),
  workMayBeSent: and(['drainMayStart', 'workIsSendable']),
  workIsUnchecked: ({ context }: Seen): boolean => !context.confirmed && context.pending > 0,
  workBacksOff: ({ context }: Seen): boolean => context.sendable === 0 && context.queueNextAt !== null,
  replyDenied: ended('drain', 'denied'),
  drainerIsFenced: ended('drain', 'fenced'),

  // Step-up
  /** Grants never outlive the authenticated states; the proof that opened what is stored lasts while it is read. */
  grantsRemain: ({ context }: Seen): boolean => context.grants.length > 0,
  grantsOutliveSession: and(['grantsRemain', not(sessionIsAuthenticated), not(and(['boxIsOpen', sessionRestores]))]),
  boxIsOpen: ({ context }: Seen): boolean => context.unsealed,
  nothingIsProtected: not(sessionIsProtected),
  bootsLocked: ({ context, event }: Seen): boolean =>
    context.settings.locksLocally &&
    !context.unsealed &&
    event.type === 'xstate.done.actor.restore' &&
    (event.output.kind === 'live' || event.output.kind === 'due' || event.output.kind === 'past_limit'),
  locksLocally: ({ context }: Seen): boolean => context.settings.locksLocally,
  appLocks: and(['locksLocally', sessionIsAuthenticated]),
  stepUpIsGranted: ended('verify', 'granted'),
  attemptsAreExhausted: ended('verify', 'exhausted'),

  // Deferred revocations
  outboxIsEmpty: ({ context }: Seen): boolean => context.outbox === 0,
  outboxWaits: ({ context }: Seen): boolean => context.outbox > 0,
}
