import type { AuthEvent } from '../../machines/events.ts'
import type { SignInOptions } from '../auth.ts'

/** What a sign-in was asked for, until the chart's actor takes it. Held outside the chart, because credentials are secret. */
export interface Asked {
  take(): SignInOptions
  peek(): SignInOptions
  /** Runs `ask`, whose `begin` starts a sign-in with what was wanted of it. What nobody took by then is forgotten. */
  asking<Value>(wanted: SignInOptions, ask: (begin: (event: AuthEvent) => void) => Promise<Value>): Promise<Value>
}

export function createAsked(send: (event: AuthEvent) => void): Asked {
  let asked: SignInOptions = {}
  return {
    take: () => {
      const taken = asked
      asked = {}
      return taken
    },
    peek: () => asked,
    asking: async (wanted, ask) => {
      try {
        return await ask((event) => {
          asked = wanted
          send(event)
        })
      } finally {
        if (asked === wanted) asked = {}
      }
    },
  }
}
