import type { TabMessage } from '../../src/ports/world.ts'
import { outgoing, parseTabMessage } from './tab-message.ts'

/** Hints between the contexts of one app. */
export interface TabChannel {
  announce(message: TabMessage): void
  subscribe(listener: (message: TabMessage) => void): () => void
  close(): void
}

/** Where the platform has no BroadcastChannel, hints are lost and correctness is not: receivers only re-read (MT-09). */
export function tabChannel(name: string): TabChannel {
  const listeners = new Set<(message: TabMessage) => void>()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  let open = channel !== null
  channel?.addEventListener('message', (event) => {
    const message = parseTabMessage(event.data)
    if (message === null || !open) return
    for (const listener of [...listeners]) listener(message)
  })
  return {
    announce(message) {
      if (open) channel?.postMessage(outgoing(message))
    },
    subscribe(listener) {
      const entry = (message: TabMessage): void => listener(message)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    close() {
      open = false
      listeners.clear()
      channel?.close()
    },
  }
}
