import { useEffect, useState } from 'react'

/** Whether this moment lies behind us; none always does. */
export function useIsPast(at: number | null): boolean {
  const [past, setPast] = useState<number | null>(null)
  useEffect(() => {
    if (at === null) return undefined
    const timer = setTimeout(() => setPast(at), Math.max(0, at - Date.now()))
    return () => clearTimeout(timer)
  }, [at])
  return past === at
}
