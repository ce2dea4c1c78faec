import type { Instant } from '../../machines/time.ts'
import type { Decision, Denied, DenialReason } from './decision.ts'
import type { GrantFacts, PolicyFacts } from './facts.ts'
import type { CheckedRule } from './rule.ts'

/*
 * Pure, total, deny by default. Promises, each with its property test:
 * more time offline never turns a denial into an allowance; anything missing or not a number denies; `until` and
 * `changesAt` are exact; a step-up never outlasts the absolute limit.
 */

type Guarded = Extract<CheckedRule, { readonly public: false }>

const remedies: Readonly<Record<DenialReason, Denied['remedy']>> = {
  signed_out: 'sign_in',
  locked: 'ask_admin',
  reauth_required: 'sign_in',
  step_up_required: 'step_up',
  online_required: 'reconnect',
  grace_expired: 'reconnect',
  never_authenticated: 'reconnect',
  not_permitted: 'ask_admin',
  clock_untrusted: 'reconnect',
  restoring: 'wait',
  unknown_capability: 'none',
}

/** Whether the capability may be used, by its rule and the facts of one moment; an unknown capability has no rule. */
export function decide(capability: string, rule: CheckedRule | null, facts: PolicyFacts): Decision {
  const decision = judge(capability, rule, facts)
  const { nextAttemptAt } = facts
  // What only the server can change may change when it is asked next.
  return !decision.allowed && decision.remedy === 'reconnect' && Number.isFinite(nextAttemptAt)
    ? { ...decision, retryAt: nextAttemptAt }
    : decision
}

function judge(capability: string, rule: CheckedRule | null, facts: PolicyFacts): Decision {
  if (rule === null) return deny('unknown_capability')
  const isOnline = isServerAtHand(facts)
  if (rule.public) return allow(isOnline, null, false)
  const barred = barredBy(rule, facts)
  if (barred !== null) return deny(barred)
  if (!isPermitted(rule, facts)) return deny('not_permitted')
  if (!Number.isFinite(facts.now)) return deny('clock_untrusted')
  const proven = provenUntil(capability, rule, facts.grants)
  return isOnline ? decideOnline(rule, facts, proven) : decideOffline(rule, facts, proven)
}

function isServerAtHand({ status, isOnline }: PolicyFacts): boolean {
  return isOnline === true && (status === 'ACTIVE' || status === 'REFRESHING')
}

/** What the state of the session rules out by itself. */
function barredBy(rule: Guarded, { status, isShut }: PolicyFacts): DenialReason | null {
  switch (status) {
    case 'ACTIVE':
    case 'REFRESHING':
    case 'OFFLINE_STALE':
      return isShut === false ? null : 'step_up_required'
    case 'REAUTH_REQUIRED':
      if (!rule.survivesReauth) return 'reauth_required'
      return isShut === false ? null : 'step_up_required'
    case 'SIGNED_OUT':
      return 'signed_out'
    case 'LOCKED':
      return 'locked'
    case 'RESTORING':
      return isShut === true ? 'step_up_required' : 'restoring'
    default:
      // Only a corrupt input gets here.
      status satisfies never
      return 'restoring'
  }
}

function isPermitted({ permission }: Guarded, { permissions }: PolicyFacts): boolean {
  if (permission === null) return true
  if (permissions === null || typeof permissions !== 'object') return false
  try {
    return permission(permissions) === true
  } catch {
    return false
  }
}

/** Until when presence counts as proven for this capability; minus infinity when it isn't. */
function provenUntil(capability: string, rule: Guarded, grants: readonly GrantFacts[]): number {
  let until = Number.NEGATIVE_INFINITY
  if (!isList(grants)) return until
  for (const grant of grants) {
    const isStrong = grant?.proof === 'key' || rule.sensitivity === 'low'
    const covers = isStrong && isList(grant?.capabilities) && grant.capabilities.includes(capability)
    if (covers && Number.isFinite(grant.until) && grant.until > until) until = grant.until
  }
  return until
}

/** `Array.isArray` would make `any` of what the types already know. */
function isList(value: readonly unknown[]): boolean {
  return Array.isArray(value)
}

function decideOnline(rule: Guarded, { now }: PolicyFacts, proven: number): Decision {
  if (rule.stepUpEvery === null) return allow(true, null, false)
  return now < proven ? allow(true, proven as Instant, false) : deny('step_up_required')
}

function decideOffline(rule: Guarded, facts: PolicyFacts, proven: number): Decision {
  const { now, lastServerContactAt: contact, offlineUntil } = facts
  if (facts.worksOffline !== true || rule.offline === null) return deny('online_required')
  if (contact === null) return deny('never_authenticated')
  // A wall clock that was set back stands for any amount of time that nobody counted (TM-03).
  if (facts.isClockTrusted !== true) return deny('clock_untrusted')
  // A contact that is yet to come, or none that is a number, is a clock's or a disk's mistake.
  if (!Number.isFinite(contact) || contact > now) return deny('clock_untrusted')
  if (offlineUntil !== null && !Number.isFinite(offlineUntil)) return deny('clock_untrusted')

  const end = endOf(contact + rule.offline.absolute, offlineUntil)
  const free = Math.min(end, contact + rule.offline.max)
  if (!(now < end)) return expired(rule)
  const until = Math.min(end, rule.stepUpEvery === null ? Math.max(free, proven) : proven)
  return now < until
    ? allow(false, until as Instant, rule.queue)
    : { ...deny('step_up_required'), changesAt: end as Instant }
}

function endOf(tier: number, session: Instant | null): number {
  return session === null ? tier : Math.min(tier, session)
}

function expired(rule: Guarded): Denied {
  if (rule.isOnlineTier) return deny('online_required')
  return { ...deny('grace_expired'), readOnly: rule.readOnlyAfterExpiry }
}

function allow(isOnline: boolean, until: Instant | null, queues: boolean): Decision {
  return { allowed: true, via: isOnline ? 'online' : 'offline', willQueue: !isOnline && queues, until }
}

function deny(reason: DenialReason): Denied {
  return { allowed: false, reason, remedy: remedies[reason], retryAt: null, changesAt: null, readOnly: false }
}
