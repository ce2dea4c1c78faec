import type { Canary } from '../../../adapters/storage/secret-store.ts'

/** One text in preferences: gone with the app, and never locked. */
export function ordinaryText(): Canary & { text: string | null } {
  const place = {
    text: null as string | null,
    read: async () => place.text,
    write: async (text: string) => {
      place.text = text
    },
  }
  return place
}
