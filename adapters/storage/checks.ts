import type { Check, RowKey } from '../../src/ports/store.ts'

/** What of a stored row decides a check. */
export interface Head {
  readonly sessionId: string
  readonly revision: number
}

/** The key of the first check that does not hold, or null when all do. */
export function firstConflict(checks: readonly Check[], headOf: (key: RowKey) => Head | undefined): RowKey | null {
  return checks.find((check) => !holds(check, headOf(check.key)))?.key ?? null
}

function holds(check: Check, head: Head | undefined): boolean {
  if (check.revision === 0 || head === undefined) return check.revision === 0 && head === undefined
  return head.sessionId === check.sessionId && head.revision === check.revision
}

/** One string per key; the parts can't run into each other. */
export function keyText(key: RowKey): string {
  return JSON.stringify([key.kind, key.account, key.id])
}
