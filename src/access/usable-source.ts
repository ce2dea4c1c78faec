import type { AccessSource } from '../ports/access.ts'

interface UsableTerms {
  readonly expect: () => void
  readonly isUsable: () => boolean
  readonly challenged: NonNullable<AccessSource['challenged']>
}

/** The source as an app may use it: it throws where this context can't act, and reports nothing then. */
export function usableSource(
  access: AccessSource,
  { expect, isUsable, challenged }: UsableTerms,
): Required<AccessSource> {
  return {
    access: async (wanted) => {
      expect()
      return access.access(wanted)
    },
    rejected: async (use) => (isUsable() ? access.rejected(use) : null),
    challenged: async (use) => (isUsable() ? challenged(use) : null),
    suspected: (use) => {
      if (isUsable()) access.suspected?.(use)
    },
    origins: access.origins,
    get signal() {
      return access.signal
    },
  }
}
