import type { ActorEvent, AuthEvent } from './events.ts'
import type { AuthInput } from './context.ts'
import { instant, type Instant } from './time.ts'

/** Anything the chart can be reacting to, XState's own start and error events included. */
export type ChartEvent = AuthEvent | ActorEvent | { readonly type: string }

/** When the thing the chart reacts to happened. Zero where an event can't say (an actor that broke without a word). */
export function momentOf(event: ChartEvent): Instant {
  if ('at' in event && typeof event.at === 'number') return event.at
  if ('output' in event) return event.output.at
  if ('error' in event) return momentOfFault(event.error)
  const start = event as { readonly input?: Partial<AuthInput> }
  return start.input?.at ?? instant(0)
}

/** createAuth dates every fault; a bare error of somebody else's actor has no date. */
function momentOfFault(error: unknown): Instant {
  const isDated = typeof error === 'object' && error !== null && 'at' in error && typeof error.at === 'number'
  return instant(isDated ? Number(error.at) : 0)
}
