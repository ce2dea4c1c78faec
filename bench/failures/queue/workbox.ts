import type { WorkboxModule } from '../../queue/peer-modules.ts'
import { pathOf, rest, toldBy, type QueueClient } from './client.ts'

/** In a page, with the fallback that the package has for browsers without background sync. */
export function workboxClient(peer: WorkboxModule): QueueClient {
  Object.assign(globalThis, { registration: {} })
  const queue = new peer.Queue('notes', { forceSyncFallback: true })
  const push = (path: string): Promise<void> =>
    queue.pushRequest({ request: new Request(path, { method: 'POST', body: '{}' }) })
  return {
    start: () => rest(100),
    async add(paths) {
      for (const path of paths) await push(path)
    },
    send: () => Promise.race([queue.replayRequests().catch(() => {}), rest(1_500)]),
    kept: async () => (await queue.getAll()).map(({ request }) => pathOf(request.url)),
    store: (path) => toldBy(push(path)),
    isStored: async (path) => (await queue.getAll()).some(({ request }) => pathOf(request.url) === path),
  }
}
