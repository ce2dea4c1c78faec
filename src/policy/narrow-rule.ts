import type { Duration } from '../../machines/time.ts'
import type { CheckedRule, Sensitivity } from './rule.ts'

/** A rule as it was when the server last answered; of its permission only whether it had one. */
export type KeptRule =
  | { readonly public: true }
  | (Omit<Extract<CheckedRule, { readonly public: false }>, 'permission'> & { readonly permission: boolean })

const sensitivities: readonly Sensitivity[] = ['low', 'normal', 'high']

/**
 * What both allow: a new build of the app is not believed to allow more than the one that the server last saw (OP-06).
 * `kept` null: the capability did not exist then, so it needs the server.
 */
export function narrowRule(rule: CheckedRule, kept: KeptRule | null): CheckedRule {
  if (kept === null) return rule.public ? serverOnly : { ...rule, offline: null, isOnlineTier: true }
  if (kept.public) return rule
  if (rule.public) return { ...kept, queue: false, permission: kept.permission ? never : null }
  const offline =
    rule.offline === null || kept.offline === null
      ? null
      : {
          max: shorter(rule.offline.max, kept.offline.max),
          absolute: shorter(rule.offline.absolute, kept.offline.absolute),
        }
  return {
    public: false,
    offline,
    isOnlineTier: rule.isOnlineTier || kept.isOnlineTier,
    stepUpEvery:
      rule.stepUpEvery === null || kept.stepUpEvery === null
        ? (rule.stepUpEvery ?? kept.stepUpEvery)
        : shorter(rule.stepUpEvery, kept.stepUpEvery),
    queue: rule.queue && kept.queue,
    survivesReauth: rule.survivesReauth && kept.survivesReauth,
    readOnlyAfterExpiry: rule.readOnlyAfterExpiry && kept.readOnlyAfterExpiry,
    sensitivity:
      sensitivities.indexOf(rule.sensitivity) > sensitivities.indexOf(kept.sensitivity)
        ? rule.sensitivity
        : kept.sensitivity,
    // What the old condition said can't be asked any more.
    permission: rule.permission ?? (kept.permission ? never : null),
  }
}

const never = (): boolean => false

/** A rule that nobody had, or that nobody can read: only with the server at hand. */
const serverOnly: CheckedRule = {
  public: false,
  offline: null,
  isOnlineTier: true,
  stepUpEvery: null,
  queue: false,
  survivesReauth: false,
  readOnlyAfterExpiry: false,
  sensitivity: 'high',
  permission: null,
}

function shorter(a: Duration, b: Duration): Duration {
  return a < b ? a : b
}
