import type { RealPath } from './replay.ts'

/*
 * What the explorer's shortest paths miss: consequences that come by themselves with what sets them off, and rows of
 * events that only the whole of all regions brings about.
 */

const scene = (scope: RealPath['scope'], ...labels: readonly string[]): RealPath => ({ scope, start: 0, labels })

export const scenes: readonly RealPath[] = [
  scene('session', 'restore due (plain)', 'refresh granted', 'record.persisted'),
  scene('session', 'restore due (plain)', 'refresh granted', 'record.described'),
  scene('session', 'restore store_dead', 'record.found'),
  scene(
    'session',
    'restore ended (expired)',
    'user.signIn',
    'signIn prepared',
    'outbox.changed (one)',
    'signIn failed (refused)',
  ),
  // What is stored lies in a box that only a proof opens.
  scene('stepUp', 'restore wrapped', 'user.stepUp', 'verify granted'),
  scene('stepUp', 'restore wrapped', 'user.stepUp', 'verify exhausted'),
  // Silent once at the refresh, once at the queue's server.
  scene(
    'queue',
    'restore due (plain)',
    'refresh failed (silent)',
    'tab.committed (newer)',
    'drainerLock acquired',
    'recheck checked (empty)',
    'queue.changed (sendable)',
    'drain drained (silent)',
  ),
  // The network seems to be away, and the item under way is answered all the same.
  scene(
    'queue',
    'restore live (plain)',
    'drainerLock acquired',
    'recheck checked (confirmed)',
    'network.lost',
    'token.rejected (current)',
    'connectivityAlarm rang',
    'connectivityAlarm rang',
    'drain drained (empty)',
  ),
]
