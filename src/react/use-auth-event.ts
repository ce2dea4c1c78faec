'use client'
import { useInsertionEffect, useRef } from 'react'
import type { AuthEvents } from '../auth.ts'
import { useProvided } from './auth-context.ts'

/** Calls the listener of the latest render for each event, also while an `<Activity>` hides the component. */
export function useAuthEvent<Type extends keyof AuthEvents>(
  type: Type,
  listener: (event: AuthEvents[Type]) => void,
): void {
  const { auth } = useProvided()
  const latest = useRef(listener)
  useInsertionEffect(() => {
    latest.current = listener
  }, [listener])
  // An event happens once. Only insertion effects live through being hidden, and StrictMode runs them once.
  useInsertionEffect(() => auth.on(type, (event) => latest.current(event)), [auth, type])
}
