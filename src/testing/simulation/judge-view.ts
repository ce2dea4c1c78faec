import type { AuthView } from '../../view.ts'
import type { CheckedWorld } from './checks.ts'
import type { Tab } from './tab.ts'

interface Bench extends CheckedWorld {
  readonly isTimeTrue: boolean
  readonly isDiskSound: boolean
  readonly signOuts: number
  readonly tab: Tab
}

/** Asks of every end of a session who ended it: the provider, the user, a declared limit, or a disk that lost it. */
export function judgeView(now: AuthView, before: AuthView, bench: Bench): void {
  const { ledger, tab } = bench
  const cause = causeOf(now, before, bench)
  if (cause === null) return
  ledger.check(
    cause,
    'session ended without cause',
    () => `tab ${tab.number}: ${before.status} → ${now.status}${'reason' in now ? ` (${now.reason})` : ''}`,
  )
}

/** Null where nothing ended. */
function causeOf(now: AuthView, before: AuthView, bench: Bench): boolean | null {
  const { server, schedule, signOuts, isTimeTrue, isDiskSound } = bench
  const { nemeses } = schedule
  const hasLeft = nemeses.has('moreAccounts') && signOuts > 0
  switch (now.status) {
    case 'LOCKED':
      return server.everDisabled.size > 0
    case 'SIGNED_OUT':
      if (before.status === 'SIGNED_OUT' || now.isSigningOut) return null
      switch (now.reason) {
        case 'user':
        case 'other_tab':
          return signOuts > 0 || nemeses.has('eviction')
        case 'storage_lost':
          return !isDiskSound
        case 'storage_timeout':
          return !isDiskSound
        case 'never':
          // Where somebody has signed out, nobody else of the device is shown unasked.
          return nemeses.has('eviction') || isNobodyStored(bench) || !isDiskSound || hasLeft
        case 'reported':
          return false
        default:
          return false
      }
    case 'REAUTH_REQUIRED':
      switch (now.reason) {
        case 'offline_limit':
          return !isTimeTrue || nemeses.has('freezes') || isPastLimit(bench) || isRenewedUnheard(bench)
        case 'key_lost':
          return !isDiskSound
        case 'interaction_required':
          return nemeses.has('interaction')
        case 'identity_mismatch':
          return nemeses.has('otherSubject')
        default:
          return server.families.some(({ endedBy }) => endedBy !== null)
      }
    default:
      return null
  }
}

function isNobodyStored({ disk }: Bench): boolean {
  return ![...disk.rows.values()].some(({ key, clear }) => key.kind === 'session' && clear['stateClass'] === 'live')
}

/** The limit is each account's own: renewals of somebody else on this device don't move it. */
function isPastLimit({ attempts, schedule, tab, time }: Bench): boolean {
  const { user } = tab.auth.state
  const last = Math.max(
    0,
    ...attempts.all
      // What a tab that died took along is known to nobody.
      .filter(({ end, granted, tab: by }) => end === 'granted' && (by.alive || granted?.wasStored === true))
      .filter(({ set }) => user === null || set.family.subject === user.id)
      .map(({ settledAt }) => settledAt ?? 0),
  )
  return time.now - last >= schedule.offlineFor - 1_000
}

/** Another tab has renewed and can't write it: nobody else knows of that contact. */
function isRenewedUnheard({ tab, tabs }: Bench): boolean {
  return tabs.some((other) => other !== tab && other.alive && other.auth.state.persistence === 'degraded')
}
