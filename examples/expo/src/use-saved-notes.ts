import type { Auth } from 'authchart'
import { useEffect, useState } from 'react'
import { api } from './notes.ts'

/** What the server has; asked again whenever the queue changes. Offline, what it had. */
export function useSavedNotes(fetch: Auth['fetch'], version: number): readonly string[] {
  const [saved, setSaved] = useState<readonly string[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    fetch(`${api}/notes`, { signal: leaving.signal })
      .then(async (response) => (response.ok ? setSaved(await response.json()) : undefined))
      .catch(() => {})
    return () => leaving.abort()
  }, [fetch, version])
  return saved
}
