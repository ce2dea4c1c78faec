import type { AccountHash, UserFacts } from './facts.ts'
import type { PendingChoice, SignInProblem, SignOutMode, StepUpGrantFacts } from './outcomes.ts'
import type { LockedReason, OfflineReason, Persistence, ReauthReason, ReportKind, SignedOutReason } from './reasons.ts'
import { duration, generation, type Duration, type Generation, type Instant } from './time.ts'

/** What the app decided once; never changes while the chart runs. */
export interface AuthSettings {
  /** How long after a return of the network clients spread their first attempt. */
  readonly reconnectSpread: Duration
  /** How long the platform's "offline" is doubted before it counts: a blip while changing networks takes about 1–2 s. */
  readonly doubtFor: Duration
  /** How often a cheap probe looks for the network while nothing else does. */
  readonly probeEvery: Duration
  /** Two silent attempts within this span make the network suspect. */
  readonly suspectWithin: Duration
  /** After this long offline, the user is told once. */
  readonly warnAfter: Duration
  readonly hasProbe: boolean
  readonly hasQueue: boolean
  /** The local lock: the app opens only after a step-up. */
  readonly locksLocally: boolean
}

/** The settings of the chart where an app says nothing. */
export const defaultSettings: AuthSettings = {
  reconnectSpread: duration(10_000),
  doubtFor: duration(3_000),
  probeEvery: duration(300_000),
  suspectWithin: duration(10_000),
  warnAfter: duration(86_400_000),
  hasProbe: false,
  hasQueue: false,
  locksLocally: false,
}

/** Everything the chart remembers. JSON-safe, and free of secrets by construction. */
export interface AuthContext {
  readonly settings: AuthSettings

  // Whose session
  readonly account: AccountHash | null
  readonly user: UserFacts | null
  readonly generation: Generation
  readonly viewEpoch: number
  /** Picked during a sign-out, or signed in next door meanwhile: it is opened as soon as nothing is under way. */
  readonly nextAccount: AccountHash | null

  // Its deadlines
  readonly accessTokenExpiresAt: Instant | null
  readonly refreshDueAt: Instant | null
  readonly refreshTokenExpiresAt: Instant | null
  readonly lastServerContactAt: Instant | null
  readonly offlineLimitAt: Instant | null
  readonly retryAt: Instant | null
  readonly retryNotBefore: Instant | null
  readonly lastAttemptAt: Instant | null

  // How it stands
  readonly confirmed: boolean
  readonly persistence: Persistence
  readonly offlineSince: Instant | null
  readonly warnAt: Instant | null
  readonly signedOutReason: SignedOutReason
  readonly offlineReason: OfflineReason
  readonly reauthReason: ReauthReason
  readonly lockedReason: LockedReason
  readonly signInProblem: SignInProblem | null
  /** The proof of presence that has just opened the key: it unlocks the app too. */
  readonly unsealed: boolean
  readonly purpose: 'sign_in' | 'reauth' | 'add_account' | 'step_up'
  readonly signOutMode: SignOutMode
  readonly signOutPending: PendingChoice
  readonly report: ReportKind | null

  // The network
  readonly startsOffline: boolean
  readonly connectivitySince: Instant
  readonly silentAt: Instant | null
  readonly reconnectAt: Instant | null
  readonly chance: number

  // The queue
  readonly pending: number
  readonly sendable: number
  readonly queueNextAt: Instant | null
  readonly fence: number

  // Step-up
  readonly capability: string | null
  readonly grants: readonly StepUpGrantFacts[]

  // Deferred revocations
  readonly outbox: number
  readonly revocationNextAt: Instant | null
}

/** What the chart is started with. */
export interface AuthInput {
  readonly at: Instant
  /** The platform's first reading; `offline` counts at once. */
  readonly offline: boolean
  /** In [0, 1): this client's place among many that reconnect together. */
  readonly chance: number
  readonly settings?: Partial<AuthSettings>
}

/** What the chart remembers at its start. */
export function initialContext({ at, offline, chance, settings }: AuthInput): AuthContext {
  return {
    settings: { ...defaultSettings, ...settings },
    account: null,
    user: null,
    generation: generation(0),
    viewEpoch: 0,
    nextAccount: null,
    accessTokenExpiresAt: null,
    refreshDueAt: null,
    refreshTokenExpiresAt: null,
    lastServerContactAt: null,
    offlineLimitAt: null,
    retryAt: null,
    retryNotBefore: null,
    lastAttemptAt: null,
    confirmed: false,
    persistence: 'durable',
    offlineSince: null,
    warnAt: null,
    signedOutReason: 'never',
    offlineReason: 'network_unavailable',
    reauthReason: 'refused',
    lockedReason: 'account_disabled',
    signInProblem: null,
    unsealed: false,
    purpose: 'sign_in',
    signOutMode: 'hard',
    signOutPending: 'keep',
    report: null,
    startsOffline: offline,
    connectivitySince: at,
    silentAt: null,
    reconnectAt: null,
    chance,
    pending: 0,
    sendable: 0,
    queueNextAt: null,
    fence: 0,
    capability: null,
    grants: [],
    outbox: 0,
    revocationNextAt: null,
  }
}
