import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import type { RowKey } from '../../../src/ports/store.ts'

/**
 * Raised by every change of the stores below, and by every change of what lies in them that older code would misread: to
 * that code the database is then closed (`blocked`), and nothing in it is lost. 2: keys that newer ones replace.
 */
export const schemaVersion = 2

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
  /** Since when a key has a newer one beside it, by the key's name. */
  rotations: { key: string; value: unknown }
}

export type StoreName = 'rows' | 'keys' | 'counters' | 'rotations'
export type Database = IDBPDatabase<Schema>
export type Reading = IDBPTransaction<Schema, StoreName[], 'readonly'>
export type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>

/**
 * Takes a database of any older version to this one, inside the one transaction of its upgrade: whatever happens to it, the
 * old database or the new one is there (ST-20). What is sealed stays as it is: code reads its older formats, and a row gets
 * the newest one when it is next written.
 */
export function upgradeStores(database: Database, from: number): void {
  if (from < 1) createStores(database)
  if (from < 2) database.createObjectStore('rotations')
}

function createStores(database: Database): void {
  const rows = database.createObjectStore('rows', { keyPath: ['kind', 'account', 'id'] })
  rows.createIndex('bySeq', ['kind', 'account', 'seq'])
  rows.createIndex('byAccount', 'account')
  database.createObjectStore('keys')
  database.createObjectStore('counters')
}

export function pathOf(key: RowKey): RowPath {
  return [key.kind, key.account, key.id]
}
