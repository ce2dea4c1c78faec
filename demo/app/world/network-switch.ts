import type { PlatformReading } from '../../../adapters/connectivity/platform-reading.ts'

/** Cuts this app off from the network, as a tunnel would, in all its tabs and over reloads. */
export interface NetworkSwitch {
  isCut(): boolean
  cut(cut: boolean): void
  subscribe(listener: () => void): () => void
  /** The browser's fetch while connected; a dead line otherwise, also for requests under way. */
  readonly fetch: typeof globalThis.fetch
  /** What the platform would say of such a network. */
  over(reading: PlatformReading): PlatformReading
}

const key = 'fieldwork: network is cut'

export function createNetworkSwitch(storage: Storage): NetworkSwitch {
  const listeners = new Set<() => void>()
  let line = new AbortController()
  if (isCut()) line.abort(deadLine())

  window.addEventListener('storage', (event) => {
    if (event.key === key) apply()
  })

  return {
    isCut,
    cut(cut) {
      if (cut) storage.setItem(key, 'yes')
      else storage.removeItem(key)
      apply()
    },
    subscribe,
    fetch: (input, init) => {
      const own = input instanceof Request ? input.signal : init?.signal
      return fetch(input, { ...init, signal: own ? AbortSignal.any([own, line.signal]) : line.signal })
    },
    over: (reading) => ({
      current: () => (isCut() ? 'offline' : reading.current()),
      subscribe(listener) {
        const endOwn = subscribe(() => listener(isCut() ? 'offline' : reading.current()))
        const endReading = reading.subscribe((heard) => listener(isCut() ? 'offline' : heard))
        return () => {
          endOwn()
          endReading()
        }
      },
    }),
  }

  function isCut(): boolean {
    return storage.getItem(key) !== null
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  function apply(): void {
    if (isCut()) line.abort(deadLine())
    else if (line.signal.aborted) line = new AbortController()
    for (const listener of listeners) listener()
  }
}

/** What fetch itself rejects with when there is no network. */
function deadLine(): TypeError {
  return new TypeError('Failed to fetch')
}
