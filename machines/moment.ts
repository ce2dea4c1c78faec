import type { ActorEvent, AuthEvent } from './events.ts'
import type { AuthInput } from './context.ts'
import { instant, type Instant } from './time.ts'

/** Anything the chart can be reacting to, XState's own start and error events included. */
export type ChartEvent = AuthEvent | ActorEvent | { readonly type: string }

/** When the thing the chart reacts to happened. Zero where an event can't say (an actor that broke). */
export function momentOf(event: ChartEvent): Instant {
  if ('at' in event && typeof event.at === 'number') return event.at
  if ('output' in event) return event.output.at
  const start = event as { readonly input?: Partial<AuthInput> }
  return start.input?.at ?? instant(0)
}
