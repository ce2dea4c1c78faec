/**
 * A page with nothing of ours in it: says what its database holds and whether the browser gave up what was there before,
 * then stores rows in strict transactions and tells the server of each after its `complete`. Beside them it writes what apps
 * write without strictness (a cache, a cursor), so that a kill finds the database at work.
 */
export const plainPage = `<!doctype html><title>Plain</title><script type="module">
const { rows, bytes, writers } = JSON.parse(decodeURIComponent(location.hash.slice(1)))
const tell = (path, value) => fetch(path, { method: 'POST', body: JSON.stringify(value) })
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})
let loss = null
const opening = indexedDB.open('plain', 1)
opening.onupgradeneeded = (event) => {
  if (event.dataLoss === 'total') loss = event.dataLossMessage
  opening.result.createObjectStore('rows')
  opening.result.createObjectStore('cache')
}
const database = await answer(opening)
const held = await answer(database.transaction('rows').objectStore('rows').getAllKeys())
const { first } = await (await tell('/held', { held, loss })).json()
let next = first
let told = []
let telling = Promise.resolve()
const stored = (id) => {
  told.push(id)
  telling = telling.then(async () => {
    const ids = told.splice(0)
    if (ids.length > 0) await tell('/stored', ids)
  })
}
const store = async () => {
  while (next < first + rows) {
    const id = next++
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' })
    transaction.objectStore('rows').put(crypto.getRandomValues(new Uint8Array(bytes)), id)
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = reject
    })
    stored(id)
  }
}
const churn = async () => {
  while (next < first + rows) {
    const transaction = database.transaction('cache', 'readwrite', { durability: 'relaxed' })
    transaction.objectStore('cache').put(crypto.getRandomValues(new Uint8Array(1_000)), 'newest')
    await new Promise((resolve) => (transaction.oncomplete = resolve))
  }
}
void churn()
await Promise.all(Array.from({ length: writers }, store))
await telling
await tell('/done', null)
</script>`

export interface PlainTask {
  readonly rows: number
  readonly bytes: number
  readonly writers: number
}
