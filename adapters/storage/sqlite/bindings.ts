import type { SqlOpener } from './connection.ts'

type Bound = string | number | null | Uint8Array

/** What is used of a database of `expo-sqlite`. */
export interface ExpoSqliteDatabase {
  getAllAsync(source: string, params: Bound[]): Promise<unknown[]>
  closeAsync(): Promise<void>
}

/** What is used of a database of `@op-engineering/op-sqlite`. */
export interface OpSqliteDatabase {
  execute(query: string, params?: Bound[]): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>
  close(): void
}

/** `expoSqlite(() => openDatabaseAsync('auth.db', { useNewConnection: true }))` */
export function expoSqlite(open: () => Promise<ExpoSqliteDatabase>): SqlOpener {
  return async () => {
    const database = await open()
    return {
      run: async (sql, values) => (await database.getAllAsync(sql, [...values])).filter(isRow),
      close: () => database.closeAsync(),
    }
  }
}

/** `opSqlite(() => open({ name: 'auth.db' }))` */
export function opSqlite(open: () => OpSqliteDatabase): SqlOpener {
  return async () => {
    const database = open()
    return {
      run: async (sql, values) => (await database.execute(sql, [...values])).rows,
      close: async () => database.close(),
    }
  }
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
