import type { ClearValue, Row } from '../../src/ports/store.ts'

/** A row that shares nothing with the given one, so that neither side can change the other's. */
export function copyRow(row: Row): Row {
  return {
    key: { kind: row.key.kind, account: row.key.account, id: row.key.id },
    sessionId: row.sessionId,
    revision: row.revision,
    clear: copyClear(row.clear),
    // A view may be a window on a larger buffer, which would be stored whole.
    sealed: row.sealed === null ? null : new Uint8Array(row.sealed),
    seq: row.seq,
  }
}

function copyClear(clear: Row['clear']): Row['clear'] {
  const copy: Record<string, ClearValue> = Object.create(null) as Record<string, ClearValue>
  for (const [name, value] of Object.entries(clear)) copy[name] = isList(value) ? [...value] : value
  return copy
}

function isList(value: ClearValue): value is readonly string[] {
  return Array.isArray(value)
}
