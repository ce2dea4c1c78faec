import { noteOf, postNote, type Outbox, type Target } from './outbox.ts'

/** One transaction with one put for each note: what a disk can do at most, one after another. */
export async function rawPuts(target: Target, name: string, durability: 'strict' | 'relaxed'): Promise<Outbox> {
  const database = await open(name)
  return {
    add: (index) =>
      new Promise<void>((resolve, reject) => {
        const transaction = database.transaction('notes', 'readwrite', { durability })
        transaction.addEventListener('complete', () => resolve())
        transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('Cannot put: aborted')))
        transaction.objectStore('notes').put({ id: crypto.randomUUID(), body: JSON.stringify(noteOf(index, target)) })
        transaction.commit()
      }),
    drain: () => Promise.resolve(),
    dispose: () => database.close(),
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('notes', { keyPath: 'id' }))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('Cannot open')))
  })
}

/** Requests one after the other in each lane, nothing stored: what a network can do at most. */
export function rawFetches(target: Target): Outbox {
  let kept: number[] = []
  return {
    add: async (index) => void kept.push(index),
    async drain() {
      const mine = kept
      kept = []
      const lane = async (number: number): Promise<void> => {
        for (const index of mine.filter((one) => one % target.lanes === number)) {
          await (await fetch(postNote(index, target))).json()
        }
      }
      await Promise.all(Array.from({ length: target.lanes }, (_, number) => lane(number)))
    },
    dispose: () => {},
  }
}
