import type { AccountHash } from '../../machines/facts.ts'
import type { Persistence } from '../../machines/reasons.ts'
import type { Generation } from '../../machines/time.ts'
import type { SessionRecord } from './session-record.ts'

/** The token set this context serves from memory. Secret: never leaves the core but through `getAccessToken`. */
export interface Held {
  readonly account: AccountHash
  readonly sessionId: string
  readonly generation: Generation
  readonly record: SessionRecord
  /** `degraded`: newer than what the store holds, because the write did not succeed yet. */
  readonly persistence: Persistence
}

export interface HeldTokens {
  get(account: AccountHash | null): Held | null
  /** Keeps the newer set: an answer that arrives late never replaces a later one of the same session. */
  set(held: Held): void
  /** Forgets the account's tokens and stops its requests; another account's go on (MA-02). */
  drop(account: AccountHash): void
  /** Stops the account's requests; its tokens stay. */
  interrupt(account: AccountHash): void
  /** Ends when the tokens served until now for this account must not be used any more. */
  signal(account: AccountHash | null): AbortSignal
  /** Tokens that stand in no store but the volatile one; those of an account that is not shown just now don't count. */
  readonly hasVolatile: boolean
  /** Tokens of a session that the given store holds, or will once it works again. */
  readonly hasStored: boolean
}

/** Closed over, so that nothing that walks objects (inspectors, loggers, serializers) finds a token. */
export function createHeldTokens(): HeldTokens {
  const held = new Map<AccountHash, Held>()
  const requests = new Map<AccountHash | null, AbortController>()
  const interrupt = (account: AccountHash): void => {
    const running = requests.get(account)
    requests.delete(account)
    running?.abort()
  }
  return {
    get: (account) => (account === null ? null : (held.get(account) ?? null)),
    set: (next) => {
      const before = held.get(next.account)
      const isOlder = before?.sessionId === next.sessionId && before.generation > next.generation
      if (!isOlder) held.set(next.account, next)
    },
    drop: (account) => {
      held.delete(account)
      interrupt(account)
    },
    interrupt,
    signal: (account) => {
      const running = requests.get(account) ?? new AbortController()
      requests.set(account, running)
      return running.signal
    },
    get hasVolatile() {
      return [...held.values()].some(({ persistence }) => persistence === 'memory')
    },
    get hasStored() {
      return [...held.values()].some(({ persistence }) => persistence !== 'memory')
    },
  }
}
