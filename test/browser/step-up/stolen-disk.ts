import { isSealingKey, openBytes } from '../../../adapters/storage/sealing.ts'
import { parseRecord } from '../../../adapters/storage/record.ts'
import { additionalData } from '../../../src/vault/sealed-row.ts'

/** Reads a database as it lies on the disk, past the library: every row, opened with whatever key lies beside it. */
export async function stolenDisk(name: string): Promise<string> {
  const database = await asked(indexedDB.open(name))
  const transaction = database.transaction(['rows', 'keys'])
  const [rows, names, keys] = await Promise.all([
    asked(transaction.objectStore('rows').getAll()),
    asked(transaction.objectStore('keys').getAllKeys()),
    asked(transaction.objectStore('keys').getAll()),
  ])
  database.close()
  const found: string[] = []
  for (const record of rows) {
    const row = parseRecord(record)
    if (row === null) throw new Error('A row of the stolen disk is in an unknown shape')
    found.push(JSON.stringify(row.clear))
    const at = names.indexOf(row.key.account === 'device' ? 'device' : `account:${row.key.account}`)
    const key: unknown = keys[at]
    if (row.sealed === null || !isSealingKey(key)) continue
    const plain = await openBytes(key, row.sealed.slice(), additionalData(row))
    if (plain !== null) found.push(new TextDecoder().decode(plain))
  }
  return found.join('\n')
}

function asked<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The request failed'))
  })
}
