import { appendFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The log that Chromium's LevelDB appends to; null where this Chromium keeps databases in something else. */
export function logFile(profile: string): string | null {
  const folder = join(profile, 'Default', 'IndexedDB')
  const store = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.indexeddb.leveldb')) : undefined
  if (store === undefined) return null
  const log = readdirSync(join(folder, store)).find((name) => /^\d+\.log$/.test(name))
  return log === undefined ? null : join(folder, store, log)
}

/**
 * What a kill between two writes leaves behind: the seven bytes that announce a record (checksum, length, kind), and nothing
 * of the record.
 */
export function tearLog(log: string): void {
  appendFileSync(log, Buffer.from([0x12, 0x34, 0x56, 0x78, 200, 0, 1]))
}
