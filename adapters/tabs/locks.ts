/** One name, one holder. The part of the Web Locks API that is used here. */
export interface Locks {
  /**
   * Runs `work` with the lock. Rejects with an AbortError when the signal ends the wait first; without a signal and
   * with `ifAvailable`, calls `work` with false when somebody else holds the name.
   */
  request<Value>(
    name: string,
    options: { readonly signal: AbortSignal } | { readonly ifAvailable: true },
    work: (held: boolean) => Promise<Value>,
  ): Promise<Value>
}

/** Web Locks: every context of the origin, first come first served; a context that dies gives its locks back. */
export function platformLocks(): Locks | null {
  if (typeof navigator === 'undefined' || !('locks' in navigator) || navigator.locks === undefined) return null
  const { locks } = navigator
  return { request: (name, options, work) => locks.request(name, options, (lock) => work(lock !== null)) }
}

/** The same within one context, for platforms where a context is alone or that have no locks. */
export function contextLocks(): Locks {
  const lines = new Map<string, (() => void)[]>()

  const release = (name: string): void => {
    const next = lines.get(name)?.shift()
    if (next === undefined) lines.delete(name)
    else next()
  }

  const turn = (name: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const line = lines.get(name)
      if (line === undefined) {
        lines.set(name, [])
        resolve()
        return
      }
      const enter = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        line.splice(line.indexOf(enter), 1)
        reject(new DOMException('The wait was ended', 'AbortError'))
      }
      line.push(enter)
      signal.addEventListener('abort', leave, { once: true })
    })

  return {
    async request(name, options, work) {
      if ('ifAvailable' in options) {
        if (lines.has(name)) return work(false)
        lines.set(name, [])
      } else {
        await turn(name, options.signal)
      }
      try {
        return await work(true)
      } finally {
        release(name)
      }
    },
  }
}
