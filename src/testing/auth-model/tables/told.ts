import type { Safety } from '../../explore/properties.ts'
import type { AuthMachine, AuthStep, Pause } from '../auth-place.ts'
import { isBroken, isPast, known, sessionIn, sessionIs, sessionWas } from './facts.ts'
import { pathOf } from './path.ts'
import { lookUp } from './row.ts'
import { sessionNotes } from './session-notes.ts'
import { sessionRows } from './session-rows.ts'

const noteOf = lookUp('session', sessionNotes)
const rowOf = lookUp('session', sessionRows)
const fieldsIn = (step: AuthStep): readonly string[] => Object.keys(noteOf(step)?.so(step) ?? {})

const beginsOffline = (step: AuthStep): boolean =>
  sessionIs('OFFLINE_STALE')(step) && !sessionWas('OFFLINE_STALE')(step)
const isConfirmed = (step: AuthStep): boolean => noteOf(step)?.so(step).confirmed === true
const endsOffline = (step: AuthStep): boolean => isConfirmed(step) && known(step).offlineSince !== null

/** The chart by itself has ended a session; nobody has written that down yet. */
function endsByItself(step: AuthStep): boolean {
  const note = noteOf(step)?.so(step)
  const isCutOff = note?.reauthReason === 'offline_limit' && !step.move.label.startsWith('restore ended')
  return isCutOff || note?.lockedReason === 'too_many_attempts'
}

const warns = (step: AuthStep): boolean => fieldsIn(step).join() === 'warnAt' && isPast(known(step).warnAt, step)

/** It closes, is fenced off or loses its alarm; or it opens in passing, on the way to working offline. */
function closes(step: AuthStep): boolean {
  const isClosed = pathOf(step.after, 'queue') === 'CLOSED'
  if (pathOf(step.before, 'queue') !== 'CLOSED')
    return isClosed || /^(drain fenced|queueAlarm broke)/.test(step.move.label)
  return isClosed && rowOf(step)?.to === 'ACTIVE' && known(step).settings.hasQueue
}

interface News {
  readonly name: string
  readonly type: string
  readonly due: (step: AuthStep) => boolean
  readonly says?: (step: AuthStep) => Readonly<Record<string, unknown>>
}

const news: readonly News[] = [
  {
    name: 'E1 an actor that breaks is told of, once and by its name',
    type: 'fault',
    due: isBroken,
    says: ({ move }) => ({ actor: move.event?.type }),
  },
  {
    name: 'E2 the record is told where the chart ends a session by itself, and nowhere else',
    type: 'record.end',
    due: endsByItself,
    says: (step) => ({
      account: (sessionIn(step) ?? known(step)).account,
      generation: (sessionIn(step) ?? known(step)).generation,
      reason: noteOf(step)?.so(step).lockedReason ?? 'offline_limit',
    }),
  },
  {
    name: 'E3 a stretch of working offline is told where it begins',
    type: 'offline.entered',
    due: (step) => beginsOffline(step) && (known(step).offlineSince === null || isConfirmed(step)),
    says: ({ after: { snapshot } }) => ({ reason: snapshot.context.offlineReason }),
  },
  { name: 'E3 a stretch of working offline is told where it ends', type: 'offline.exited', due: endsOffline },
  { name: 'E4 a person is warned once, when the warning comes due', type: 'warning', due: warns },
  { name: 'E5 the queue is let go of for other tabs whenever it closes', type: 'drainer.release', due: closes },
]

/** What the chart tells the outside, at every step: no more and no less. */
export const toldRight: readonly Safety<AuthMachine, Pause>[] = news.map(({ name, type, due, says }) => ({
  name,
  when: (step) => due(step) || step.told.some((told) => told.type === type),
  holds: (step) => {
    const told = step.told.filter((one) => one.type === type)
    const [only] = told
    const content = Object.entries(says?.(step) ?? {})
    return due(step)
      ? told.length === 1 && content.every(([field, value]) => only?.[field] === value)
      : told.length === 0
  },
}))
