import type { AuthEventType } from '../events.ts'

/** What a state feels like; picks colour, icon and word. */
export type Tone = 'rest' | 'calm' | 'working' | 'careful' | 'ask' | 'stop'

/** Who or what makes the chart move. */
export type Trigger = 'user' | 'network' | 'server' | 'time' | 'tab' | 'system'

/** What a person can do, named by the event it sends. */
export type UserAct = Extract<AuthEventType, `user.${string}`>

/** The story and the demo screen (or the part of it) that shows a state. */
export type ScreenId =
  | 'restoring'
  | 'device-locked'
  | 'unlock'
  | 'signed-out'
  | 'signing-in'
  | 'signing-out'
  | 'active'
  | 'refreshing'
  | 'offline-stale'
  | 'reauth-required'
  | 'locked'
  | 'status-line'
  | 'queue'
  | 'step-up'
  | 'deferred-sign-out'

/** What a state means to the person in front of it. `{count}`, `{time}`, `{name}` and `{organisation}` are filled in by `say`. */
export interface StateWords {
  readonly title: string
  readonly sentence: string
  readonly screen: ScreenId
  readonly tone: Tone
  readonly userCan: readonly UserAct[]
  /** How much of the user's data this state may show. */
  readonly dataShown: 'all' | 'cached' | 'public' | 'none'
  /** What a screen reader says on arrival; empty where nobody needs to be told. */
  readonly announcement: string
}

/** What a transition means: its name on the chart, what sets it off and why it leads there. */
export interface EdgeWords {
  readonly label: string
  readonly trigger: Trigger
  readonly why: string
}

/** What a reason adds to its state's words, and the one thing to offer. */
export interface ReasonWords {
  readonly title: string
  readonly sentence: string
  /** A verb; null where there is nothing to press. */
  readonly action: string | null
}

/** The words of one chart in one language, keyed by state id and edge id. */
export interface ChartWords {
  readonly states: Readonly<Record<string, StateWords>>
  readonly edges: Readonly<Record<string, EdgeWords>>
}
