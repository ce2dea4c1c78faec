import { fromPromise } from 'xstate'
import type { actors } from '../machines/actors.ts'
import type { AccountHash } from '../machines/facts.ts'
import type * as Outcome from '../machines/outcomes.ts'
import { duration, instant, type Instant } from '../machines/time.ts'
import type { Host } from './host.ts'
import type { StepUp } from './ports/authorization.ts'
import type { QueuePart } from './queue/part.ts'
import type { Flights } from './refresh/flight.ts'
import { restore } from './restore/restore.ts'
import { revokeDeferred } from './revocation/revoke.ts'
import { runSignIn, type Asked } from './sign-in/sign-in.ts'
import { signOutOfDevice } from './sign-out/sign-out.ts'

/** A grant without a policy's own word: five minutes, the time of one task at a counter. */
const grantLasts = duration(300_000)

interface Parts {
  readonly host: Host
  readonly flights: Flights
  readonly asked: Asked
  readonly queue: QueuePart | null
  readonly stepUp: readonly StepUp[]
  readonly pendingOf: (account: AccountHash) => Promise<number>
}

/** The real actors of the chart. Each answers with an outcome; what it needs beyond its input it reads from the vault. */
export function chartActors({ host, flights, asked, queue, stepUp, pendingOf }: Parts): typeof actors {
  const { clock, connectivity } = host.platform
  const now = (): Instant => clock.wall()
  const noQueue = { pending: 0, sendable: 0, nextAttemptAt: null } as const

  return {
    restore: fromPromise<Outcome.RestoreOutcome, Outcome.RestoreInput>(({ input, signal }) =>
      restore(host, input, { pendingOf, signal }),
    ),
    signIn: fromPromise<Outcome.SignInOutcome, Outcome.SignInInput>(({ input, signal }) =>
      runSignIn(host, asked, input, signal),
    ),
    signOut: fromPromise<Outcome.SignOutOutcome, Outcome.SignOutInput>(({ input }) =>
      signOutOfDevice(host, queue, input),
    ),
    refresh: fromPromise<Outcome.RefreshOutcome, Outcome.RefreshInput>(({ input }) =>
      input.account === null
        ? Promise.resolve({ kind: 'gone', at: now(), evidence: 'none' })
        : flights.join({ ...input, account: input.account }),
    ),
    drainerLock: fromPromise<Outcome.DrainerLockOutcome, Outcome.DrainerLockInput>(({ input, signal }) =>
      queue === null
        ? Promise.resolve({ kind: 'unavailable', at: now(), evidence: 'none', retryAt: instant(now() + 300_000) })
        : queue.drainerLock(input, signal),
    ),
    recheck: fromPromise<Outcome.RecheckOutcome, Outcome.RecheckInput>(({ input, signal }) =>
      queue === null
        ? Promise.resolve({ kind: 'checked', at: now(), evidence: 'none', queue: noQueue, confirmed: false })
        : queue.recheck(input, signal),
    ),
    drain: fromPromise<Outcome.DrainOutcome, Outcome.DrainInput>(({ input, signal }) =>
      queue === null
        ? Promise.resolve({ kind: 'drained', at: now(), evidence: 'none', queue: noQueue })
        : queue.drain(input, signal),
    ),
    probe: fromPromise<Outcome.ProbeOutcome, Outcome.ProbeInput>(async ({ signal }) => {
      const answer = (await connectivity.probe?.(signal)) ?? null
      return { kind: answer?.ok === true ? answer.value : 'unavailable', at: now(), evidence: 'none' }
    }),
    verify: fromPromise<Outcome.VerifyOutcome, Outcome.VerifyInput>(({ input, signal }) =>
      verify(host, stepUp, input, signal),
    ),
    revoke: fromPromise<Outcome.RevokeOutcome, Outcome.RevokeInput>(() => revokeDeferred(host)),
    alarm: fromPromise<Outcome.AlarmOutcome, Outcome.AlarmInput>(({ input, signal }) => {
      const { at } = input
      return new Promise((resolve) => {
        if (at === null) return
        const cancel = clock.wakeAt(at, () => resolve({ kind: 'rang', at: now(), evidence: 'none' }))
        signal.addEventListener('abort', cancel, { once: true })
      })
    }),
  }
}

/** The first way that is available on this device asks; how long a grant lasts is the policy's to say. */
async function verify(
  host: Host,
  ways: readonly StepUp[],
  { account, capability }: Outcome.VerifyInput,
  signal: AbortSignal,
): Promise<Outcome.VerifyOutcome> {
  const { clock } = host.platform
  const ended = (kind: 'cancelled' | 'failed' | 'unavailable' | 'exhausted'): Outcome.VerifyOutcome => ({
    kind,
    at: clock.wall(),
    evidence: 'none',
  })
  if (account === null) return ended('unavailable')
  for (const way of ways) {
    if (!(await way.isAvailable(account))) continue
    const answer = await way.verify({ account, capability, lasts: grantLasts, signal })
    if (!answer.ok && answer.failure.kind === 'unavailable') continue
    return answer.ok
      ? { kind: 'granted', at: clock.wall(), evidence: 'none', grant: answer.value }
      : ended(answer.failure.kind)
  }
  return ended('unavailable')
}
