import type { AnyActorRef } from 'xstate'
import { instant, type Instant } from '../../../machines/time.ts'
import { inputOf } from '../explore/place.ts'
import type { Cases, Ending, EventCases, OutcomeCases } from '../explore/world.ts'
import type { AuthMachine, AuthPlace, Pause } from './auth-place.ts'
import type { Seen } from './cases.ts'
import { eventCases } from './event-cases.ts'
import { outcomeCases } from './outcome-cases.ts'

const seenAt = ({ snapshot, now }: AuthPlace): Seen => ({ context: snapshot.context, now: instant(now) })

/** The chart's events, as the explorer takes them. */
export const authEvents = Object.fromEntries(
  Object.entries(eventCases).map(([type, cases]) => [type, (place: AuthPlace) => cases(seenAt(place))]),
) as EventCases<AuthMachine, Pause>

/** The ends of the chart's actors, as the explorer takes them. */
export const authOutcomes: OutcomeCases<AuthMachine, Pause> = Object.fromEntries(
  Object.entries(outcomeCases).map(([id, kinds]) => [
    id,
    (place: AuthPlace, actor: AnyActorRef) => ({
      ...(isAlarm(id) ? rings(id, actor, instant(place.now)) : ends(kinds, seenAt(place))),
      ...breaks(id, instant(place.now)),
    }),
  ]),
)

type Kinds = Readonly<Record<string, (seen: Seen) => Readonly<Record<string, object>>>>

function ends(kinds: Kinds, seen: Seen): Cases<Ending> {
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, cases]) =>
      Object.entries(cases(seen)).map(([name, outcome]) => [
        name === '' ? ` ${kind}` : ` ${kind} (${name})`,
        { output: { ...outcome, kind, at: seen.now } },
      ]),
    ),
  )
}

/** An alarm rings at its moment, late, or (a clock that was set back) before it; without a moment it never does. */
function rings(id: string, actor: AnyActorRef, now: Instant): Cases<Ending> {
  const due = dueAt(actor)
  if (due === null) return {}
  const moment = due > now ? due : now
  const ring = (at: Instant): Ending => ({ now: at, output: { kind: 'rang', evidence: 'none', at } })
  // Only the session asks an alarm for more than the ring itself.
  const isEarly = due > now && id === 'sessionAlarm'
  return { ' rang': ring(moment), ...(isEarly ? { ' rang early': ring(now) } : {}) }
}

/** Every actor may break, alarms included: a bug of ours or of an adapter. One of somebody else's may do so without a date. */
function breaks(id: string, at: Instant): Cases<Ending> {
  const undated = id === 'refresh' ? { ' broke (undated)': { error: new Error('planted by the explorer') } } : {}
  return { ' broke': { error: { at } }, ...undated }
}

const isAlarm = (id: string): boolean => id.endsWith('Alarm')

export function dueAt(actor: AnyActorRef): Instant | null {
  const input = inputOf(actor)
  const at = typeof input === 'object' && input !== null && 'at' in input ? input.at : null
  return typeof at === 'number' ? instant(at) : null
}
