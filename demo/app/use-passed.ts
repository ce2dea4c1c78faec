import { useEffect, useState } from 'react'

/** Whether this many milliseconds have passed since `since`; a changed `since` begins anew. */
export function usePassed(milliseconds: number, since: unknown = null): boolean {
  const [passed, setPassed] = useState<{ readonly since: unknown } | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setPassed({ since }), Math.max(0, milliseconds))
    return () => clearTimeout(timer)
  }, [milliseconds, since])
  return passed !== null && passed.since === since
}
