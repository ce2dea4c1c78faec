const database = 'floor'

export async function fillFloor(record: string): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(record))
  const db = await opened((fresh) => {
    fresh.createObjectStore('keys')
    fresh.createObjectStore('rows')
  })
  const writing = db.transaction(['keys', 'rows'], 'readwrite', { durability: 'strict' })
  writing.objectStore('keys').put(key, 'key')
  writing.objectStore('rows').put({ iv, sealed }, 'row')
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve
    writing.onerror = reject
  })
  db.close()
}

/** The least that anybody who keeps a sealed session in IndexedDB has to do before it can be shown. */
export async function readFloor(): Promise<string> {
  const db = await opened()
  const reading = db.transaction(['keys', 'rows'], 'readonly')
  const [key, row] = await Promise.all([
    answered<CryptoKey>(reading.objectStore('keys').get('key')),
    answered<{ readonly iv: BufferSource; readonly sealed: ArrayBuffer }>(reading.objectStore('rows').get('row')),
  ])
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.sealed)
  return new TextDecoder().decode(text)
}

function opened(upgrade: (db: IDBDatabase) => void = () => {}): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => upgrade(request.result)
  return answered<IDBDatabase>(request)
}

/** What this benchmark has stored itself comes back in the shape that it had. */
function answered<Value>(request: IDBRequest): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Value)
    request.onerror = () => reject(new Error('Cannot measure: IndexedDB refused'))
  })
}
