import type { EnrolledMethod, Presence, PresenceState } from '../../step-up/presence.ts'
import { changing } from './changing.ts'

/** What `testPresence` takes. */
export interface TestPresenceOptions extends Partial<PresenceState> {
  /** What `methods()` answers. Default: a PIN that is not set up. */
  readonly methods?: readonly EnrolledMethod[]
}

/** Proofs of presence that are always good: `unlock` opens and `lock` closes, an answer or a cancel ends the prompt. */
export function testPresence({ methods = [pin], ...given }: TestPresenceOptions = {}): Presence {
  const presence = changing<PresenceState>(Object.freeze({ isShut: false, isSealed: false, prompt: null, ...given }))
  const become = (change: Partial<PresenceState>): void => presence.become({ ...presence.value, ...change })
  return {
    get state() {
      return presence.value
    },
    subscribe: presence.subscribe,
    answer: () => become({ prompt: null }),
    choose: (method) => {
      const { prompt } = presence.value
      if (prompt !== null) become({ prompt: { ...prompt, method } })
    },
    cancel: () => become({ prompt: null }),
    unlock: async () => {
      become({ isShut: false, isSealed: false, prompt: null })
      return { status: 'granted' }
    },
    lock: () => become({ isShut: true }),
    touch: () => {},
    methods: async () => methods,
    enroll: async () => ({ status: 'enrolled' }),
    remove: async () => ({ status: 'removed' }),
  }
}

const pin: EnrolledMethod = { method: 'pin', isSupported: true, isEnrolled: false }
