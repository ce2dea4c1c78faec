import type { AccessSource } from '../ports/access.ts'

/** The source as an app may use it: it throws where this context can't act, and reports nothing then. */
export function usableSource(
  access: AccessSource,
  { expect, isUsable }: { readonly expect: () => void; readonly isUsable: () => boolean },
): AccessSource {
  return {
    access: async (wanted) => {
      expect()
      return access.access(wanted)
    },
    rejected: async (use) => (isUsable() ? access.rejected(use) : null),
    origins: access.origins,
    get signal() {
      return access.signal
    },
  }
}
