import type { AnyActorRef } from 'xstate'
import { after, earliest, instant, type Instant } from '../../machines/time.ts'
import type { ActorEvent, AuthEvent } from '../../machines/events.ts'
import type { Seen } from './cases.ts'
import { eventCases } from './event-cases.ts'
import { outcomeCases } from './outcome-cases.ts'
import type { Place } from './walk.ts'

/** Something that can happen next: an event, or (null) time that passes while nothing else does. */
export interface Move {
  readonly label: string
  readonly event: AuthEvent | ActorEvent | null
  readonly now: Instant
}

/** All that can happen at a place. */
export function movesAt(place: Place): readonly Move[] {
  const seen: Seen = { context: place.snapshot.context, now: place.now }
  const events = Object.entries(eventCases).flatMap(([type, cases]) =>
    Object.entries(cases(seen)).map(([name, told]) => ({
      label: labelled(type, name),
      event: sent({ ...told, type, at: place.now }),
      now: place.now,
    })),
  )
  const ends = runningActors(place).flatMap(([id, actor]) =>
    isAlarm(id) ? alarmEnds(id, actor, seen) : actorEnds(id, seen),
  )
  return [...events, ...ends, ...passages(place)]
}

/** The actors that have been invoked here and have not ended. */
export function runningActors({ snapshot, ended }: Place): readonly (readonly [string, AnyActorRef])[] {
  return Object.entries<AnyActorRef | undefined>(snapshot.children).flatMap(([id, actor]) =>
    actor === undefined || ended.has(actor) ? [] : [[id, actor] as const],
  )
}

function actorEnds(id: string, seen: Seen): readonly Move[] {
  const kinds = Object.entries(outcomeCases).find(([actor]) => actor === id)?.[1]
  if (kinds === undefined) throw new Error(`No case says how ${id} ends`)
  const done = Object.entries<(seen: Seen) => Readonly<Record<string, object>>>(kinds).flatMap(([kind, cases]) =>
    Object.entries(cases(seen)).map(([name, outcome]) => ({
      label: labelled(`${id} ${kind}`, name),
      event: sent({ type: `xstate.done.actor.${id}`, actorId: id, output: { ...outcome, kind, at: seen.now } }),
      now: seen.now,
    })),
  )
  return [...done, broken(id, seen.now), ...(id === 'refresh' ? [brokenUndated(id, seen.now)] : [])]
}

/** An alarm rings at its moment, late, or (a clock that was set back) before it; without a moment it never does. */
function alarmEnds(id: string, actor: AnyActorRef, seen: Seen): readonly Move[] {
  const due = dueAt(actor)
  if (due === null) return [broken(id, seen.now)]
  const now = due > seen.now ? due : seen.now
  const output = { kind: 'rang', evidence: 'none', at: now }
  const rings = { label: `${id} rang`, event: sent({ type: `xstate.done.actor.${id}`, actorId: id, output }), now }
  const early = { ...output, at: seen.now }
  const ringsEarly = { label: `${id} rang early`, event: sent({ ...rings.event, output: early }), now: seen.now }
  return [rings, ...(due > seen.now && toleratesEarly(id) ? [ringsEarly] : []), broken(id, seen.now)]
}

/** Only the session acts on more than the ring itself. */
const toleratesEarly = (id: string): boolean => id === 'sessionAlarm'

/** Every actor may break, alarms included: a bug of ours or of an adapter. */
function broken(id: string, now: Instant): Move {
  const event = { type: `xstate.error.actor.${id}`, actorId: id, error: { at: now } }
  return { label: `${id} broke`, event: sent(event), now }
}

/** An actor that createAuth did not provide breaks without a date. */
function brokenUndated(id: string, now: Instant): Move {
  const event = { type: `xstate.error.actor.${id}`, actorId: id, error: new Error('planted by the explorer') }
  return { label: `${id} broke (undated)`, event: sent(event), now }
}

/** The cases are typed by event and by end; put together from their tables they come out untyped. */
function sent(event: object): AuthEvent | ActorEvent {
  return event as AuthEvent | ActorEvent
}

/** How long before the warning: short of every pause that an attempt can bring. */
export const nearly = 1_000

/** Time passes to the next moment at which the chart would decide otherwise. */
function passages({ snapshot: { context }, now }: Place): readonly Move[] {
  const { silentAt, settings } = context
  const forgotten = silentAt === null ? null : after(silentAt, settings.suspectWithin + 1)
  // A moment before the warning comes due, so that something else can be under way when it does.
  const nearlyWarned = context.warnAt === null ? null : after(context.warnAt, -nearly)
  const moments = [context.retryNotBefore, context.offlineLimitAt, forgotten, nearlyWarned]
  const ahead = moments.filter((at) => at !== null && at > now)
  const next = earliest(...ahead)
  return next === null ? [] : [{ label: 'time passes', event: null, now: next }]
}

export function isAlarm(id: string): boolean {
  return id.endsWith('Alarm')
}

export function dueAt(actor: AnyActorRef): Instant | null {
  const snapshot: unknown = actor.getSnapshot()
  const input = fieldOf(snapshot, 'input')
  const at = fieldOf(input, 'at')
  return typeof at === 'number' ? instant(at) : null
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(field) : undefined
}

function labelled(what: string, name: string): string {
  return name === '' ? what : `${what} (${name})`
}
