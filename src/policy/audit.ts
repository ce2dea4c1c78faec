import type { Instant } from '../../machines/time.ts'
import type { Decision, DenialReason } from './decision.ts'

/** One decision that something depended on. Says nothing of what was done, and to whom. */
export interface AuditEntry {
  readonly at: Instant
  readonly capability: string
  /** `guard`: before a function ran. `drain`: before queued work was sent. */
  readonly asked: 'guard' | 'drain'
  readonly allowed: boolean
  readonly via: 'online' | 'offline' | null
  readonly reason: DenialReason | null
}

export interface Audit {
  note(entry: Pick<AuditEntry, 'at' | 'capability' | 'asked'>, decision: Decision): void
  /** Oldest first. */
  entries(): readonly AuditEntry[]
}

/** A day of one person's work; older ones make room (OP-10). */
const mostEntries = 200

export function createAudit(): Audit {
  const entries: AuditEntry[] = []
  return {
    note: (entry, decision) => {
      entries.push(
        Object.freeze({
          ...entry,
          allowed: decision.allowed,
          via: decision.allowed ? decision.via : null,
          reason: decision.allowed ? null : decision.reason,
        }),
      )
      if (entries.length > mostEntries) entries.shift()
    },
    entries: () => [...entries],
  }
}
