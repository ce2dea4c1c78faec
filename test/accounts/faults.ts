import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import type { Fault, Plan } from '../core/faulty-ports.ts'

interface NamedFault {
  readonly name: string
  readonly fault: Fault
}

export const refused: Fault = { do: 'fail', kind: 'closed' }
export const unanswered: Fault = { do: 'hang', when: 'before' }

const refusal: NamedFault = { name: 'refused', fault: refused }
const unheard: NamedFault = { name: 'done but reported as refused', fault: { ...refused, when: 'after' } }
const silence: NamedFault = { name: 'never answered', fault: unanswered }

/** How any call of the store and its keys may go wrong. */
export const storeFaults: readonly NamedFault[] = [
  refusal,
  { name: 'met by a locked keychain', fault: { do: 'fail', kind: 'locked' } },
  unheard,
  silence,
]

/** How a transaction may go wrong. */
export const commitFaults: readonly NamedFault[] = [
  refusal,
  unheard,
  silence,
  { name: 'done but never answered', fault: { do: 'hang', when: 'after' } },
]

export interface Failures {
  readonly plan: Plan
  /** How many of them have happened. */
  readonly made: number
}

/** So many calls of the store go wrong, from one call on; the provider answers. */
export function failures(fault: Fault, from: number, times: number, named = ''): Failures {
  let made = 0
  return {
    plan: (call, before) => {
      if (before < from || made === times || call.startsWith('identity.') || !call.startsWith(named)) return null
      made += 1
      return fault
    },
    get made() {
      return made
    },
  }
}

/** The store refuses every transaction from the first call of that name on. */
export function refusedSince(first: string): Plan {
  let isRefused = false
  return (call) => {
    isRefused ||= call === first
    return isRefused && call === 'store.commit' ? refused : null
  }
}

/** A keychain is unlocked by its user, whom a retry stands for: once for each call that finds it locked. */
export async function retryWhileLocked(world: TestWorld, auth: Auth, fault: Fault, times: number): Promise<void> {
  if (fault.do !== 'fail' || fault.kind !== 'locked') return
  for (let retries = 0; retries < times && auth.state.status === 'RESTORING'; retries += 1) {
    auth.retry()
    await world.advance('1s')
  }
}

/** The tokens with which somebody can still act. */
export function liveTokens(world: TestWorld): readonly string[] {
  return world.server.issuedTokens.filter((token) => world.server.accepts(token))
}
