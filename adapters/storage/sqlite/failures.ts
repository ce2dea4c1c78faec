import type { Fault } from '../failures.ts'

/** `busy`: somebody else writes; again in a moment. `lost`: what became of the transaction is unknown. */
type SqlDiagnosis = Fault | 'busy' | 'lost'

/**
 * SQLite's own words for its result codes (sqlite.org/rescode.html, `sqlite3_errstr`): the bindings wrap them in texts of
 * their own and don't agree on codes.
 */
const byText: readonly (readonly [RegExp, SqlDiagnosis])[] = [
  [/database or disk is full/i, 'quota'],
  [/(database|table|schema)[\w ]* is locked|database is busy/i, 'busy'],
  [/malformed|file is not a database/i, 'corrupted'],
]

/** Whatever else happens is taken for a connection that went away: it is opened and asked once more. */
export function diagnoseSql(error: unknown): SqlDiagnosis {
  // The native module isn't there.
  if (error instanceof TypeError) return 'impossible'
  const text = error instanceof Error ? error.message : String(error)
  return byText.find(([words]) => words.test(text))?.[1] ?? 'lost'
}
