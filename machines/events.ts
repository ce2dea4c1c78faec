import type { AccountHash, Ending, SessionFacts, UserFacts } from './facts.ts'
import type {
  DrainerLockOutcome,
  DrainOutcome,
  PendingChoice,
  ProbeOutcome,
  QueueFacts,
  RecheckOutcome,
  RefreshOutcome,
  RestoreOutcome,
  RevokeOutcome,
  SignInOutcome,
  SignOutMode,
  SignOutOutcome,
  VerifyOutcome,
  AlarmOutcome,
} from './outcomes.ts'
import type { Persistence, ReportKind } from './reasons.ts'
import type { Generation, Instant } from './time.ts'

/** Everything that can be sent to the chart from outside. Each event says when it happened; none carries a secret. */
export type AuthEvent = { readonly at: Instant } & (
  | { readonly type: 'user.signIn' }
  | { readonly type: 'user.signOut'; readonly mode: SignOutMode; readonly pending: PendingChoice }
  | { readonly type: 'user.switchAccount'; readonly account: AccountHash }
  | { readonly type: 'user.addAccount' }
  | { readonly type: 'user.stepUp'; readonly capability: string | null }
  | { readonly type: 'user.stepUpRedirect' }
  | { readonly type: 'user.cancel' }
  | { readonly type: 'user.retry' }
  | { readonly type: 'user.flush' }
  | { readonly type: 'network.lost' }
  /** `chance` in [0, 1): this client's place in the spread of reconnecting clients. */
  | { readonly type: 'network.returned'; readonly chance: number }
  | { readonly type: 'network.suspected' }
  | { readonly type: 'tab.committed'; readonly session: SessionFacts }
  | { readonly type: 'tab.signedIn'; readonly account: AccountHash }
  | { readonly type: 'tab.signedOut' }
  | { readonly type: 'tab.ended'; readonly ending: Exclude<Ending, { kind: 'signed_out' }> }
  | { readonly type: 'app.woke' }
  | { readonly type: 'app.returned' }
  | { readonly type: 'app.idled' }
  | { readonly type: 'app.reported'; readonly report: ReportKind }
  | {
      readonly type: 'token.rejected'
      readonly generation: Generation
      readonly young: boolean
      readonly repeated: boolean
    }
  | { readonly type: 'token.wanted'; readonly generation: Generation }
  | { readonly type: 'stepUp.exhausted' }
  | { readonly type: 'stepUp.ended' }
  | { readonly type: 'queue.changed'; readonly queue: QueueFacts }
  | { readonly type: 'outbox.changed'; readonly outbox: number }
  | { readonly type: 'record.found' }
  /** `account` null: the store itself is in use again, or is not. */
  | { readonly type: 'record.persisted'; readonly account: AccountHash | null; readonly persistence: Persistence }
  | { readonly type: 'record.described'; readonly account: AccountHash; readonly user: UserFacts }
)

/** The types of the chart's events. */
export type AuthEventType = AuthEvent['type']

interface Done<Id extends string, Output> {
  readonly type: `xstate.done.actor.${Id}`
  readonly output: Output
  readonly actorId: Id
}

/** Ends of the chart's own actors; every region may act on them in the same microstep. */
export type ActorEvent =
  | Done<'restore', RestoreOutcome>
  | Done<'signIn', SignInOutcome>
  | Done<'signOut', SignOutOutcome>
  | Done<'refresh', RefreshOutcome>
  | Done<'drainerLock', DrainerLockOutcome>
  | Done<'recheck', RecheckOutcome>
  | Done<'drain', DrainOutcome>
  | Done<'probe', ProbeOutcome>
  | Done<'verify', VerifyOutcome>
  | Done<'revoke', RevokeOutcome>
  | Done<'sessionAlarm' | 'connectivityAlarm' | 'queueAlarm' | 'stepUpAlarm' | 'revocationAlarm', AlarmOutcome>

/** The five regions that run side by side. */
export type RegionName = 'session' | 'connectivity' | 'queue' | 'stepUp' | 'revocation'

/** Who sends an event. `core`: createAuth, after it has looked at the record or the world. */
export type EventSender = 'user' | 'app' | 'network' | 'tab' | 'core'

/** The one list of events: who sends each, and which regions have to decide about it. */
export const eventCatalogue = {
  'user.signIn': { sender: 'user', regions: ['session'], says: 'The user wants to sign in.' },
  'user.signOut': { sender: 'user', regions: ['session'], says: 'The user wants to sign out.' },
  'user.switchAccount': {
    sender: 'user',
    regions: ['session'],
    says: 'The user picked another account of this device.',
  },
  'user.addAccount': { sender: 'user', regions: ['session'], says: 'The user wants to sign in with one more account.' },
  'user.stepUp': { sender: 'user', regions: ['stepUp'], says: 'The user starts proving that it is really them.' },
  'user.stepUpRedirect': {
    sender: 'user',
    regions: ['session'],
    says: 'The server wants a stronger sign-in for one action.',
  },
  'user.cancel': { sender: 'user', regions: ['session', 'stepUp'], says: 'The user changed their mind.' },
  'user.retry': { sender: 'user', regions: ['session'], says: 'The user asks to try the connection now.' },
  'user.flush': { sender: 'user', regions: ['queue'], says: 'The user asks to send waiting work now.' },
  'network.lost': { sender: 'network', regions: ['connectivity'], says: 'The device says it has no network.' },
  'network.returned': { sender: 'network', regions: ['connectivity'], says: 'The device says it has a network again.' },
  'network.suspected': {
    sender: 'core',
    regions: ['connectivity'],
    says: 'An answer came from somebody other than the server.',
  },
  'tab.committed': { sender: 'tab', regions: ['session', 'connectivity'], says: 'Another tab stored a newer set.' },
  'tab.signedIn': { sender: 'tab', regions: ['session'], says: 'Another tab signed in.' },
  'tab.signedOut': { sender: 'tab', regions: ['session'], says: 'Another tab signed out.' },
  'tab.ended': { sender: 'tab', regions: ['session'], says: 'Another tab learned that the session has ended.' },
  'app.woke': {
    sender: 'app',
    regions: ['session', 'connectivity', 'revocation'],
    says: 'The app is in front of the user again.',
  },
  'app.returned': {
    sender: 'app',
    regions: ['session'],
    says: 'The page came back from the sign-in page without finishing.',
  },
  'app.idled': { sender: 'app', regions: ['stepUp'], says: 'Nobody has touched the app for a while.' },
  'app.reported': {
    sender: 'app',
    regions: ['session'],
    says: 'The app heard from its server that something happened to the account.',
  },
  'token.rejected': { sender: 'core', regions: ['session'], says: 'A server did not accept the current access.' },
  'token.wanted': {
    sender: 'core',
    regions: ['session'],
    says: 'A request needs access that lasts longer than what is left.',
  },
  'stepUp.exhausted': { sender: 'core', regions: ['session'], says: 'The last allowed unlock attempt failed.' },
  'stepUp.ended': {
    sender: 'core',
    regions: ['stepUp'],
    says: 'Earlier proofs no longer count: a long absence, or a clock that was set back.',
  },
  'queue.changed': { sender: 'core', regions: ['queue'], says: 'Work was added to or taken from the queue.' },
  'outbox.changed': { sender: 'core', regions: ['revocation'], says: 'A sign-out still has to be told to the server.' },
  'record.found': { sender: 'core', regions: ['session'], says: 'The storage woke up and holds a session after all.' },
  'record.persisted': { sender: 'core', regions: ['session'], says: 'The newest set reached the storage.' },
  'record.described': {
    sender: 'core',
    regions: ['session'],
    says: 'The server said how to call the person.',
  },
} as const satisfies Record<
  AuthEventType,
  { readonly sender: EventSender; readonly regions: readonly RegionName[]; readonly says: string }
>
