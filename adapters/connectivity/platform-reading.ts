import type { NetworkReading } from '../../src/ports/world.ts'

/** What the platform believes of its network. `offline` is believed; `online` is only a hint. */
export interface PlatformReading {
  current(): NetworkReading
  subscribe(listener: (reading: NetworkReading) => void): () => void
}

/** `navigator.onLine` and its two events; `unknown` where the platform says nothing. */
export function hostReading(): PlatformReading {
  return {
    current() {
      if (typeof navigator === 'undefined' || typeof navigator.onLine !== 'boolean') return 'unknown'
      return navigator.onLine ? 'online' : 'offline'
    },
    subscribe(listener) {
      if (typeof window === 'undefined') return () => {}
      const online = (): void => listener('online')
      const offline = (): void => listener('offline')
      window.addEventListener('online', online)
      window.addEventListener('offline', offline)
      return () => {
        window.removeEventListener('online', online)
        window.removeEventListener('offline', offline)
      }
    },
  }
}
