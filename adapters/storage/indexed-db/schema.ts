import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import type { RowKey } from '../../../src/ports/store.ts'

/** Raised by every change of the stores below. */
export const schemaVersion = 1

/** `[kind, account, id]` */
export type RowPath = [string, string, string]

/** What comes out of the disk is `unknown`: an older version, another script or a bad block may have written it. */
export interface Schema extends DBSchema {
  rows: {
    key: RowPath
    value: unknown
    indexes: {
      /** Rows that were appended; a row without `seq` is not in it. */
      bySeq: [string, string, number]
      byAccount: string
    }
  }
  keys: { key: string; value: unknown }
  counters: { key: string; value: unknown }
}

export type StoreName = 'rows' | 'keys' | 'counters'
export type Database = IDBPDatabase<Schema>
export type Reading = IDBPTransaction<Schema, StoreName[], 'readonly'>
export type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>

export function createStores(database: Database): void {
  const rows = database.createObjectStore('rows', { keyPath: ['kind', 'account', 'id'] })
  rows.createIndex('bySeq', ['kind', 'account', 'seq'])
  rows.createIndex('byAccount', 'account')
  database.createObjectStore('keys')
  database.createObjectStore('counters')
}

export function pathOf(key: RowKey): RowPath {
  return [key.kind, key.account, key.id]
}
