import type { AccountHash } from '../../machines/facts.ts'
import type { DrainerLockOutcome } from '../../machines/outcomes.ts'
import { after } from '../../machines/time.ts'
import type { Check } from '../ports/store.ts'
import { hash } from '../vault/account-hash.ts'
import { unchanged } from '../vault/account-rows.ts'
import type { Desk } from './desk.ts'
import { fenceKey, fenceOf, nextFence } from './fence-row.ts'

/** A store that doesn't answer is asked again soon; nobody drains meanwhile. */
const retry = 5_000
/** Only the holder writes the fence; more conflicts than this mean that somebody writes without holding. */
const mostConflicts = 10

export interface Hold {
  readonly account: AccountHash
  readonly number: number
  readonly fence: Check
}

export interface DrainerLock {
  /** Waits for the lock as long as it takes, raises the fence, and keeps the lock until `release` or the signal's end. */
  take(account: AccountHash, signal: AbortSignal): Promise<DrainerLockOutcome>
  release(): void
  /** What this context holds, if that is this fence. */
  held(account: AccountHash, number: number): Hold | null
}

export function drainerLock(desk: Desk): DrainerLock {
  const { host } = desk
  let hold: Hold | null = null
  let letGo: (() => void) | null = null
  /** Work that no other context can reach must not keep theirs waiting. */
  const own = host.random.id()

  const release = (): void => {
    hold = null
    letGo?.()
    letGo = null
  }

  return {
    release,
    held: (account, number) => (hold?.account === account && hold.number === number ? hold : null),
    async take(account, signal) {
      const shared = `queue:${await hash(host.store.keys, account)}`
      const name = host.store.traits.sharedBetweenContexts ? shared : `${shared}:${own}`
      const unavailable = (): DrainerLockOutcome => {
        const at = host.clock.wall()
        return { kind: 'unavailable', at, evidence: 'none', retryAt: after(at, retry) }
      }
      return new Promise((answer) => {
        const work = async (): Promise<void> => {
          const raised = signal.aborted ? null : await raise(desk, account)
          // The chart may have left while the lock was waited for.
          if (raised === null || signal.aborted) return answer(unavailable())
          await new Promise<void>((resolve) => {
            hold = raised
            letGo = resolve
            signal.addEventListener('abort', release, { once: true })
            answer({ kind: 'acquired', fence: raised.number, at: host.clock.wall(), evidence: 'none' })
          })
          signal.removeEventListener('abort', release)
        }
        host.tabs.exclusive(name, work, { timeout: null, signal }).then(
          (done) => {
            if (!done.ok) answer(unavailable())
          },
          () => answer(unavailable()),
        )
      })
    },
  }
}

async function raise({ host }: Desk, account: AccountHash): Promise<Hold | null> {
  const key = fenceKey(account)
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const sessionId = host.current()?.account === account ? host.current()?.sessionId : undefined
    if (sessionId === undefined) return null
    const read = await host.store.read([{ by: 'key', key }])
    if (!read.ok) return null
    const before = read.value[0] ?? null
    const row = nextFence(before, { account, sessionId })
    const done = await host.store.commit([unchanged(key, before)], [{ do: 'put', row }])
    if (done.ok) return { account, number: fenceOf(row), fence: unchanged(key, row) }
    if (done.failure.kind !== 'conflict') return null
  }
  return null
}
