import type { ActorEvent, AuthEvent } from '../../../machines/events.ts'
import type { AuthPlace, AuthStep, Pause } from './auth-place.ts'

type Snapshot = AuthPlace['snapshot']

/**
 * Until when a server has asked to be left alone, kept outside the chart: told by a failed refresh or found on disk,
 * ended by an answer of the server, by a sign-in or by another account taking the screen.
 */
export function pauseAfter({ before: { memory: pause, snapshot: before }, move, next }: Learning): Pause {
  const { snapshot: after } = next
  const event = move.event as ActorEvent | AuthEvent | null
  if (after.context.viewEpoch !== before.context.viewEpoch || after.matches({ session: 'SIGNED_OUT' })) return null
  if (event === null || !('output' in event)) return isFresher(before, after) ? null : pause
  const { output } = event
  switch (output.kind) {
    case 'failed':
      return 'offline' in output ? output.offline.retryNotBefore : pause
    case 'live':
    case 'due':
    case 'past_limit':
      return output.offline?.retryNotBefore ?? null
    case 'granted':
    case 'adopted':
    case 'signed_in':
      return null
    default:
      return pause
  }
}

type Learning = Pick<AuthStep, 'before' | 'move'> & { readonly next: AuthPlace }

/** Another tab's newer set means that the server has answered since. */
function isFresher(before: Snapshot, after: Snapshot): boolean {
  return after.context.generation > before.context.generation && after.matches({ session: 'ACTIVE' })
}
