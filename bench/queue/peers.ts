import { postNote, noteOf, type Outbox, type Target } from './outbox.ts'
import type { MutationParams, PeerModules } from './peer-modules.ts'

/** In a page instead of a service worker, as where the browser has no background sync. The same code either way. */
export function workboxOutbox({ workbox }: PeerModules, target: Target, name: string): Outbox {
  Object.assign(globalThis, { registration: {} })
  const queue = new workbox.Queue(name, { forceSyncFallback: true })
  return {
    add: (index) => queue.pushRequest({ request: postNote(index, target) }),
    drain: () => queue.replayRequests(),
    dispose: () => {},
  }
}

/** Its own IndexedDB storage; online and leading are told instead of found out. */
export async function tanstackOutbox({ offline, db }: PeerModules, target: Target, name: string): Promise<Outbox> {
  const notes = db.createCollection({
    id: name,
    getKey: ({ id }) => id,
    sync: { sync: ({ markReady }) => markReady() },
  })
  let isOnline = false
  const listeners = new Set<() => void>()
  const send = async ({ idempotencyKey, transaction }: MutationParams): Promise<void> => {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(transaction.mutations[0]?.modified),
    })
    if (!response.ok) throw new Error(String(response.status))
    await response.json()
  }
  const executor = offline.startOfflineExecutor({
    collections: { notes },
    mutationFns: { send },
    storage: new offline.IndexedDBAdapter(name, 'transactions'),
    leaderElection: {
      requestLeadership: async () => true,
      releaseLeadership: () => {},
      isLeader: () => true,
      onLeadershipChange: () => () => {},
    },
    onlineDetector: {
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      notifyOnline: () => {},
      isOnline: () => isOnline,
      dispose: () => {},
    },
  })
  await executor.waitForInit()
  const commits: Promise<unknown>[] = []
  return {
    async add(index) {
      const transaction = executor.createOfflineTransaction({ mutationFnName: 'send', autoCommit: false })
      transaction.mutate(() => notes.insert({ id: crypto.randomUUID(), ...noteOf(index, target) }))
      commits.push(transaction.commit())
      // Its promise ends with the sending; that it is stored shows only in the outbox.
      if (commits.length % 50 === 0) while ((await executor.peekOutbox()).length < commits.length);
    },
    async drain() {
      while ((await executor.peekOutbox()).length < commits.length);
      isOnline = true
      for (const listener of listeners) listener()
      await Promise.all(commits)
    },
    dispose: () => executor.dispose(),
  }
}
