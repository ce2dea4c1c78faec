import type { SqlConnection } from './connection.ts'

/** Raised by every change of the tables, and of what lies in them that older code would misread. */
export const schemaVersion = 1

/** A newer version of this package has changed the tables: they are left alone. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema'
}

/**
 * `account` and `id` as JSON text: one line of ASCII and what SQLite can't cut at a NUL. `head`: what of a row is read without
 * a key, as JSON.
 */
const tables: readonly string[] = [
  `CREATE TABLE rows (
    kind TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL,
    seq INTEGER, head TEXT NOT NULL, sealed BLOB,
    PRIMARY KEY (kind, account, id)
  )`,
  'CREATE INDEX rows_by_seq ON rows (kind, account, seq)',
  'CREATE INDEX rows_by_account ON rows (account)',
  'CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)',
]

/** Inside one transaction: the tables are all there or none is. */
export async function prepare(run: SqlConnection['run']): Promise<null> {
  const [found] = await run('PRAGMA user_version', [])
  const version = found?.['user_version']
  if (typeof version !== 'number' || version > schemaVersion) throw new NewerSchema('A newer version wrote the tables')
  if (version === schemaVersion) return null
  for (const statement of tables) await run(statement, [])
  await run(`PRAGMA user_version = ${schemaVersion}`, [])
  return null
}
