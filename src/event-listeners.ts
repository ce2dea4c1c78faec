import type { AuthEvents } from './auth.ts'

export interface EventListeners {
  on<Type extends keyof AuthEvents>(type: Type, listener: (event: AuthEvents[Type]) => void): () => void
  tell<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void
}

type Listeners = { readonly [Type in keyof AuthEvents]: Set<(event: AuthEvents[Type]) => void> }

/** Tells listeners one after the other. A listener that throws is its app's bug: the others are told all the same. */
export function createEventListeners(report: () => void): EventListeners {
  const listeners: Listeners = {
    'offline.entered': new Set(),
    'offline.exited': new Set(),
    'session.started': new Set(),
    'session.refreshed': new Set(),
    'session.ended': new Set(),
    'signOut.delivered': new Set(),
    'signOut.returned': new Set(),
    'persistence.changed': new Set(),
    'record.corrupted': new Set(),
    warning: new Set(),
    'clock.rolledBack': new Set(),
    'stepUp.suspected': new Set(),
    'developer.problem': new Set(),
  }
  return {
    on: (type, listener) => {
      listeners[type].add(listener)
      return () => void listeners[type].delete(listener)
    },
    tell: (type, event) => {
      for (const listener of [...listeners[type]]) {
        try {
          listener(event)
        } catch {
          // Whoever hears about problems must not cause the next one.
          if (type !== 'developer.problem') report()
        }
      }
    },
  }
}
