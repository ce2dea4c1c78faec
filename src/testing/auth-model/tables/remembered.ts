import type { AuthContext } from '../../../../machines/context.ts'
import { after, instant } from '../../../../machines/time.ts'
import type { AuthStep } from '../auth-place.ts'
import { offlineIn, turned } from './changes.ts'
import { connectivityNotes } from './connectivity-notes.ts'
import { accountWaits, isBroken, known, momentOf, networkIs, said, sessionIs, sessionWas } from './facts.ts'
import { isWithin, pathOf } from './path.ts'
import { lookUp, type Remembered } from './row.ts'
import { sessionNotes } from './session-notes.ts'
import { sessionRows } from './session-rows.ts'
import { queueNotes, revocationNotes, stepUpNotes } from './side-notes.ts'

const regions = [
  lookUp('session', sessionNotes),
  lookUp('connectivity', connectivityNotes),
  lookUp('queue', queueNotes),
  lookUp('stepUp', stepUpNotes),
  lookUp('revocation', revocationNotes),
] as const
const rowOf = lookUp('session', sessionRows)

type Whole = { readonly [Field in keyof AuthContext]: unknown }

/** Everything the chart has to remember after a step, from what it knew before and what it was told. */
export function rememberedAfter(step: AuthStep): Whole {
  const told = regions.reduce<Whole>((whole, noteOf) => ({ ...whole, ...noteOf(step)?.so(step) }), known(step))
  return dropped({ ...told, ...nextDoor(step), ...workingOffline(step, told) }, step)
}

/** Whoever waited has the screen now. */
function nextDoor(step: AuthStep): Remembered {
  const target = rowOf(step)?.to ?? ''
  const isOver = ['SIGNED_OUT.IDLE', 'REAUTH_REQUIRED.IDLE', 'LOCKED.IDLE'].includes(target)
  return isOver && accountWaits(step) ? turned(step, known(step).nextAccount) : {}
}

/** Working offline begins: since when, why, until when it is tried again. */
function workingOffline(step: AuthStep, told: Whole): Remembered {
  if (!sessionIs('OFFLINE_STALE')(step) || sessionWas('OFFLINE_STALE')(step)) return {}
  const at = momentOf(step)
  const since = instant(Number(told.offlineSince ?? (at > 0 ? at : told.lastServerContactAt)))
  const begun = {
    ...blamed(step),
    offlineSince: since,
    warnAt: told.warnAt ?? after(since, known(step).settings.warnAfter),
    reconnectAt: null,
  }
  if (isBroken(step))
    return { ...begun, offlineReason: 'refresh_failed', retryAt: after(at > 0 ? instant(at) : since, 30_000) }
  const [what, how] = step.move.label.split(' ')
  if (what !== 'refresh') return begun
  if (how === 'busy') return { ...begun, offlineReason: 'refresh_failed', retryAt: said(step, 'refreshDueAt') }
  if (how !== 'failed') return { ...begun, lastAttemptAt: at }
  const { reason, retryAt, retryNotBefore } = offlineIn(step)
  return { ...begun, offlineReason: reason, retryAt, retryNotBefore, lastAttemptAt: at }
}

/** It was the network that ended being online, not an answer. */
function blamed(step: AuthStep): Remembered {
  const target = rowOf(step)?.to ?? pathOf(step.before, 'session')
  if (!isWithin(target, 'ACTIVE')) return {}
  return { offlineReason: networkIs('OFFLINE')(step) ? 'network_unavailable' : 'captive_portal', retryAt: null }
}

/** No grant outlives the states in which somebody is signed in, but for the proof that opened what is being read. */
function dropped(whole: Whole, step: AuthStep): Whole {
  const lasts = sessionIs('ACTIVE', 'REFRESHING', 'OFFLINE_STALE')(step)
  const opens = sessionIs('RESTORING')(step) && whole.unsealed === true
  return lasts || opens ? whole : { ...whole, grants: [] }
}
