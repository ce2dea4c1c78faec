import type { MutationParams, OfflineTransactionsModule, TanstackDbModule } from '../../queue/peer-modules.ts'
import { rest, toldBy, type QueueClient } from './client.ts'

type Executor = ReturnType<OfflineTransactionsModule['startOfflineExecutor']>

/** As its readme shows it: its own storage, its own election of a leading tab, its own look at the network. */
export function tanstackOfflineClient(offline: OfflineTransactionsModule, db: TanstackDbModule): QueueClient {
  const notes = db.createCollection({
    id: 'notes',
    getKey: ({ id }) => id,
    sync: { sync: ({ markReady }) => markReady() },
  })
  const storage = new offline.IndexedDBAdapter('notes', 'transactions')
  let executor: Executor | null = null
  const running = (): Executor => {
    if (executor === null) throw new Error('Cannot play: not started')
    return executor
  }

  const mutationFns = {
    async send({ idempotencyKey, transaction }: MutationParams): Promise<void> {
      const note = transaction.mutations[0]?.modified as { readonly id: string }
      const headers = { 'idempotency-key': idempotencyKey }
      const response = await fetch(note.id, { method: 'POST', headers, body: JSON.stringify(note) })
      // What the server said, as an app would want to read it in its log.
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    },
  }

  return {
    async start() {
      executor = offline.startOfflineExecutor({ collections: { notes }, mutationFns, storage })
      await executor.waitForInit()
    },
    async add(paths) {
      for (const path of paths) {
        const transaction = running().createOfflineTransaction({ mutationFnName: 'send', autoCommit: false })
        transaction.mutate(() => notes.insert({ id: path, text: path }))
        transaction.commit().catch(() => {})
      }
      await rest(500)
    },
    // It sends by itself.
    send: () => rest(6_000),
    kept: async () =>
      (await running().peekOutbox()).flatMap(({ mutations }) =>
        mutations.map(({ modified }) => (modified as { readonly id: string }).id),
      ),
    // Its own storage is what tells it that a note is kept, and it goes on from there.
    store: (path) => toldBy(storage.set(`tx:${path}`, JSON.stringify({ id: path }))),
    isStored: async (path) => (await storage.get(`tx:${path}`)) !== null,
  }
}
