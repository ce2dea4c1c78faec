import type { LifecycleEvent } from '../../src/ports/world.ts'
import type { Wakes } from './wakes.ts'

/** What is used of React Native's `AppState`. */
export interface ReactNativeAppState {
  addEventListener(type: 'change', listener: (state: string) => void): { remove(): void }
}

/**
 * A native app that comes to the front and goes. `inactive` is neither: iOS says it while a call comes in, a system dialog or
 * the prompt for a fingerprint is open, and the app goes on behind it.
 */
export function appState(state: ReactNativeAppState): Wakes {
  const listen = (listener: (event: LifecycleEvent) => void): (() => void) => {
    const subscription = state.addEventListener('change', (next) => {
      if (next === 'active') listener('woke')
      if (next === 'background') listener('hiding')
    })
    return () => subscription.remove()
  }
  return {
    lifecycle: listen,
    returns: (listener) => listen((event) => event === 'woke' && listener()),
  }
}
