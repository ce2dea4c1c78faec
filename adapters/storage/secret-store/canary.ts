import type { Row } from '../../../src/ports/store.ts'
import { keyText } from '../checks.ts'
import { emptyDisk, type Disk } from '../document/row-document.ts'
import { parseRecord, toRecord } from '../record.ts'

/** One text in ordinary storage, which goes when the app is removed: preferences, a file of the app's own. */
export interface Canary {
  /** Null: nothing was written. Rejects where it can't be told just now. */
  read(): Promise<string | null>
  write(text: string): Promise<void>
}

/** Who was signed in, by hash, and which login and generation: what says that there was a session, and nothing of it (ST-15). */
const told: readonly string[] = ['index', 'session']

export function spellCanary({ rows }: Disk): string {
  const records = [...rows.values()]
    .filter(({ key }) => told.includes(key.kind))
    .map((row) => ({ ...toRecord(row, row.seq), sealed: null }))
  return JSON.stringify({ version: 1, rows: records })
}

/**
 * The store as it would be had only its keys been lost: rows with their clear columns, and nothing that opens. Null where the
 * canary tells of no session, or isn't ours.
 */
export function diskOfCanary(text: string | null): Disk | null {
  const rows = parseRows(text)
  if (rows.length === 0) return null
  const sealed = new Uint8Array()
  return { ...emptyDisk(), rows: new Map(rows.map((row) => [keyText(row.key), { ...row, sealed }])) }
}

function parseRows(text: string | null): readonly Row[] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    const records: unknown = typeof value === 'object' && value !== null && 'rows' in value ? value.rows : null
    if (!Array.isArray(records)) return []
    const rows = records.map(parseRecord)
    return rows.filter((row) => row !== null).filter(({ key }) => told.includes(key.kind))
  } catch {
    return []
  }
}
