/** Asks for a way to prove presence to be set up, where somebody needs one and has none. */
export interface PresenceSetUp {
  /** Somebody waits for it. */
  isAsked(): boolean
  /** Resolves true once a way was set up, false where it was put off. Callers share the question. */
  ask(): Promise<boolean>
  answer(isSetUp: boolean): void
  subscribe(listener: () => void): () => void
}

export function createPresenceSetUp(): PresenceSetUp {
  const listeners = new Set<() => void>()
  let asked: { readonly answer: Promise<boolean>; readonly resolve: (isSetUp: boolean) => void } | null = null
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    isAsked: () => asked !== null,
    ask() {
      if (asked !== null) return asked.answer
      let resolve = (_isSetUp: boolean): void => {}
      const answer = new Promise<boolean>((done) => (resolve = done))
      asked = { answer, resolve }
      tell()
      return answer
    },
    answer(isSetUp) {
      const waiting = asked
      asked = null
      tell()
      waiting?.resolve(isSetUp)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
