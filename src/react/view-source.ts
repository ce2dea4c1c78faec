'use client'
import type { Auth } from '../auth.ts'
import type { AuthView } from '../view.ts'
import { restoringView } from './restoring-view.ts'

type Listener = ((view: AuthView) => void) | { readonly next?: (view: AuthView) => void }

/** The view in the shape that `useSelector` reads. */
export interface ViewSource {
  getSnapshot(): AuthView
  subscribe(listener: Listener): { unsubscribe(): void }
}

export function viewSource(auth: Auth): ViewSource {
  return {
    getSnapshot: () => auth.state,
    subscribe(listener) {
      const next = typeof listener === 'function' ? listener : listener.next
      return { unsubscribe: auth.subscribe(() => next?.(auth.state)) }
    },
  }
}

export const restoringSource: ViewSource = {
  getSnapshot: () => restoringView,
  subscribe: () => ({ unsubscribe: () => {} }),
}
