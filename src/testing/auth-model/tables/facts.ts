import type { AuthContext } from '../../../../machines/context.ts'
import type { SessionFacts } from '../../../../machines/facts.ts'
import type { QueueFacts } from '../../../../machines/outcomes.ts'
import type { AuthStep } from '../auth-place.ts'
import { isWithin, pathOf } from './path.ts'

/* What a table may ask about a step: the world's side of it, and what the chart remembered before it. */

export const known = ({ before }: AuthStep): AuthContext => before.snapshot.context

/** When it happened; a fault that nobody dated happened at no moment. */
export function momentOf({ move }: AuthStep): number {
  return move.label.endsWith('(undated)') ? 0 : move.now
}

export const isPast = (moment: number | null, step: AuthStep): boolean => moment !== null && momentOf(step) >= moment

/** No pause that the server asked for stands. */
export function mayAsk(step: AuthStep): boolean {
  const { retryNotBefore } = known(step)
  return retryNotBefore === null || isPast(retryNotBefore, step)
}

export const limitIsPast = (step: AuthStep): boolean => isPast(known(step).offlineLimitAt, step)

/** What an actor answered, or what an event said. */
export function said<Field extends string>(step: AuthStep, field: Field): unknown {
  const { event } = step.move
  const output: unknown = event?.['output']
  const told: unknown = typeof output === 'object' && output !== null ? output : event
  return typeof told === 'object' && told !== null && field in told
    ? Object.entries(told).find(([name]) => name === field)?.[1]
    : undefined
}

export const evidenceOf = (step: AuthStep): unknown => said(step, 'evidence')

/** The session that an event or an answer brought. */
export function sessionIn(step: AuthStep): SessionFacts | null {
  return (said(step, 'session') as SessionFacts | undefined) ?? null
}

/** Where the queue stands, as an event or an answer tells. */
export function queueIn(step: AuthStep): QueueFacts | null {
  return (said(step, 'queue') as QueueFacts | undefined) ?? null
}

export function isNewer(step: AuthStep): boolean {
  return (sessionIn(step)?.generation ?? 0) > known(step).generation
}

export const isBroken = ({ move: { label } }: AuthStep): boolean => label.includes(' broke')

/** Whether the network stood so before the step. */
export const networkWas =
  (...states: readonly string[]) =>
  ({ before }: AuthStep): boolean =>
    states.some((state) => isWithin(pathOf(before, 'connectivity'), state))

export const networkIs =
  (...states: readonly string[]) =>
  ({ after }: AuthStep): boolean =>
    states.some((state) => isWithin(pathOf(after, 'connectivity'), state))

export const sessionWas =
  (...states: readonly string[]) =>
  ({ before }: AuthStep): boolean =>
    states.some((state) => isWithin(pathOf(before, 'session'), state))

export const sessionIs =
  (...states: readonly string[]) =>
  ({ after }: AuthStep): boolean =>
    states.some((state) => isWithin(pathOf(after, 'session'), state))

/** Somebody signed in next door, or was picked, and waits for what is under way. A finding of the store outdates it. */
export function accountWaits(step: AuthStep): boolean {
  return known(step).nextAccount !== null && (!step.move.label.startsWith('restore ') || isBroken(step))
}
