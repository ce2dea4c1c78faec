import { indexedDb } from '../../../adapters/storage/indexed-db.ts'

/* A page with our store and nothing else: writes one row, and tells what it found before and what the store told it. */

let losses = 0
const store = indexedDb({
  name: 'torn',
  onLost: () => {
    losses += 1
  },
})
const held = await store.read([{ by: 'account', kind: 'queue', account: 'ada' }])
const rows = held.ok ? held.value.length : -1
const key = { kind: 'queue', account: 'ada', id: crypto.randomUUID() } as const
const written = await store.commit(
  [],
  [{ do: 'append', row: { key, sessionId: 'one', revision: 1, clear: {}, sealed: null, seq: null } }],
)
await fetch('/told', { method: 'POST', body: JSON.stringify({ rows, losses, written: written.ok }) })
