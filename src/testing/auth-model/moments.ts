import { after, type Instant } from '../../../machines/time.ts'
import type { AuthPlace } from './auth-place.ts'

/** How long before the warning: short of every pause that an attempt can bring. */
export const nearly = 1_000

/** The moments at which the chart would decide otherwise. */
export function momentsOf({ snapshot: { context } }: AuthPlace): readonly (Instant | null)[] {
  const { silentAt, settings, warnAt } = context
  const forgotten = silentAt === null ? null : after(silentAt, settings.suspectWithin + 1)
  // A moment before the warning comes due, so that something else can be under way when it does.
  const nearlyWarned = warnAt === null ? null : after(warnAt, -nearly)
  return [context.retryNotBefore, context.offlineLimitAt, forgotten, nearlyWarned]
}
