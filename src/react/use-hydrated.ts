'use client'
import { useSyncExternalStore } from 'react'

const never = (): (() => void) => () => {}

/** False on the server and while its markup is taken over, true from then on; true at once where nothing is hydrated. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
