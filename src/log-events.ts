import type { AuthEvents } from './auth.ts'
import type { EventListeners } from './event-listeners.ts'
import type { Log, LogRecord } from './ports/world.ts'

/**
 * Writes everything that is told to the app's listeners to its log as well. Fields are taken one by one and only where
 * they are plain values: what isn't listed in an event can't be logged by accident. A log travels further than the device,
 * so it numbers the accounts as this context meets them: a hash would fit the same person everywhere.
 */
export function logged(tell: EventListeners['tell'], log: Log | undefined): EventListeners['tell'] {
  if (log === undefined) return tell
  const met: string[] = []
  return (type, event) => {
    try {
      log(recordOf(type, event, met))
    } catch {
      // A log that throws is the app's bug and must not reach the session.
    }
    tell(type, event)
  }
}

const fieldNames = [
  'account',
  'code',
  'generation',
  'hasToken',
  'kind',
  'lastServerContactAt',
  'method',
  'networkRestored',
  'outcome',
  'persistence',
  'reason',
  'seenAt',
  'since',
  'status',
  'tokenExpiresAt',
] as const

function recordOf(type: keyof AuthEvents, event: AuthEvents[keyof AuthEvents], met: string[]): LogRecord {
  const given = new Map<string, unknown>(Object.entries(event))
  const fields: Record<string, string | number | boolean | null> = {}
  for (const name of fieldNames) {
    const value = given.get(name)
    const isPlain =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    if (isPlain) fields[name] = name === 'account' && typeof value === 'string' ? numberOf(value, met) : value
  }
  return { level: levelOf(type), event: type, at: event.at, fields }
}

function numberOf(account: string, met: string[]): number {
  if (!met.includes(account)) met.push(account)
  return met.indexOf(account) + 1
}

function levelOf(type: keyof AuthEvents): LogRecord['level'] {
  if (type === 'developer.problem' || type === 'record.corrupted') return 'error'
  return type === 'warning' || type === 'clock.rolledBack' || type === 'stepUp.suspected' ? 'warning' : 'info'
}
