import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import {
  expoSqlite,
  opSqlite,
  type ExpoSqliteDatabase,
  type OpSqliteDatabase,
  type SqlOpener,
} from '../../../adapters/storage/sqlite.ts'

/** One statement about to run, as the file's plan sees it. `made`: how many ran before. */
export type Plan = (sql: string, made: number) => 'fail before' | 'fail after' | 'die before' | 'die after' | null

/** A database on the disk of this machine, and real SQLite on it, behind the shapes of the bindings of React Native. */
export interface SqliteFile {
  readonly path: string
  plan: Plan | null
  /** What a statement or an opening fails with, in SQLite's words. */
  words: string
  cannotOpen: boolean
  readonly statements: () => number
  /** Resolves when a process has died: its connections are gone, and what they had begun is undone. */
  readonly died: () => Promise<void>
  openers: Readonly<Record<'expo-sqlite' | 'op-sqlite', SqlOpener>>
  remove(): void
}

export function sqliteFile(): SqliteFile {
  const folder = mkdtempSync(join(tmpdir(), 'authchart-sqlite-'))
  const path = join(folder, 'auth.db')
  const open = new Set<DatabaseSync>()
  let made = 0
  let tell = (): void => {}
  const died = new Promise<void>((resolve) => {
    tell = resolve
  })

  const connect = (
    wrap: (words: string) => string,
  ): { database: DatabaseSync; all: (sql: string, values: readonly SQLInputValue[]) => Promise<unknown[]> } => {
    if (file.cannotOpen) throw new Error(wrap(file.words))
    const database = new DatabaseSync(path)
    open.add(database)
    const all = async (sql: string, values: readonly SQLInputValue[]): Promise<unknown[]> => {
      // Bindings run statements on a thread of their own: the answer is another turn's.
      await Promise.resolve()
      const fate = file.plan?.(sql, made) ?? null
      made += 1
      if (fate === 'fail before') throw new Error(wrap(file.words))
      if (fate === 'die before') return die()
      const rows = select(database, sql, values, wrap)
      if (fate === 'fail after') throw new Error(wrap(file.words))
      return fate === 'die after' ? die() : rows
    }
    return { database, all }
  }
  const die = (): Promise<unknown[]> => {
    for (const database of open) close(database)
    tell()
    return new Promise(() => {})
  }
  const close = (database: DatabaseSync): void => {
    if (open.delete(database)) database.close()
  }

  const expoDatabase = async (): Promise<ExpoSqliteDatabase> => {
    // expo-sqlite 57.0.3, ios/SQLiteModule.swift, convertSqlLiteErrorToString. On Android the code is appended to a
    // std::string as a character (NativeDatabaseBinding.cpp, convertSqlLiteErrorToSTLString): only the words are the same.
    const { database, all } = connect(
      (words) => `Calling the 'prepareAsync' function has failed\n→ Caused by: Error code \u0005: ${words}`,
    )
    return { getAllAsync: (sql, values) => all(sql, values), closeAsync: async () => close(database) }
  }
  const opDatabase = (): OpSqliteDatabase => {
    // @op-engineering/op-sqlite 18.2.5, cpp/OPBridge.cpp: "[op-sqlite] …: " and sqlite3_errmsg.
    const { database, all } = connect((words) => `[op-sqlite] SQLite code: 5 execution error: ${words}`)
    return {
      execute: async (sql, values = []) => ({ rows: (await all(sql, values)).map(withBuffers) }),
      close: () => close(database),
    }
  }

  const file: SqliteFile = {
    path,
    plan: null,
    words: 'disk I/O error',
    cannotOpen: false,
    statements: () => made,
    died: () => died,
    openers: { 'expo-sqlite': expoSqlite(expoDatabase), 'op-sqlite': opSqlite(opDatabase) },
    remove() {
      for (const database of open) close(database)
      rmSync(folder, { recursive: true })
    },
  }
  return file
}

function select(
  database: DatabaseSync,
  sql: string,
  values: readonly SQLInputValue[],
  wrap: (words: string) => string,
): unknown[] {
  try {
    return database.prepare(sql).all(...values)
  } catch (error) {
    throw new Error(wrap(error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/** op-sqlite hands out bytes as a buffer (types.d.ts, Scalar), expo-sqlite as a view (NativeStatement.d.ts). */
function withBuffers(row: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(typeof row === 'object' && row !== null ? row : {})
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Uint8Array ? value.slice().buffer : value]),
  )
}
