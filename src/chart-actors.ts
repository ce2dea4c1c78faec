import { fromPromise, type PromiseActorLogic } from 'xstate'
import type { actors } from '../machines/actors.ts'
import type { AccountHash } from '../machines/facts.ts'
import type * as Outcome from '../machines/outcomes.ts'
import { instant, type Instant } from '../machines/time.ts'
import { dated } from './dated-fault.ts'
import type { Host } from './host.ts'
import type { PolicyPart } from './policy/part.ts'
import type { QueuePart } from './queue/part.ts'
import type { Flights } from './refresh/flight.ts'
import { restore } from './restore/restore.ts'
import { revokeDeferred } from './revocation/revoke.ts'
import type { Asked } from './sign-in/asked.ts'
import { runSignIn } from './sign-in/sign-in.ts'
import { signOutOfDevice } from './sign-out/sign-out.ts'
import { alarms } from './time/alarms.ts'

interface Parts {
  readonly host: Host
  readonly flights: Flights
  readonly asked: Asked
  readonly queue: QueuePart | null
  readonly policy: () => PolicyPart | null
  readonly pendingOf: (account: AccountHash) => Promise<number>
}

/** The real actors of the chart. Each answers with an outcome; what it needs beyond its input it reads from the vault. */
export function chartActors({ host, flights, asked, queue, policy, pendingOf }: Parts): typeof actors {
  const { clock, connectivity } = host.platform
  const now = (): Instant => clock.wall()
  const { wakeAt, note, isOver } = alarms(clock)
  /** A pause may begin offline, where nobody waits for its end: it counts from here on all the same. */
  const noted = <Answer extends Outcome.RestoreOutcome | Outcome.RefreshOutcome>(answer: Answer): Answer => {
    if (answer.kind === 'busy') note(answer.refreshDueAt)
    if ('offline' in answer) note(answer.offline?.retryAt ?? null, answer.offline?.retryNotBefore ?? null)
    return answer
  }
  const actor = <Output, Input>(
    work: (run: { readonly input: Input; readonly signal: AbortSignal }) => PromiseLike<Output>,
  ): PromiseActorLogic<Output, Input> =>
    fromPromise<Output, Input>(({ input, signal }) => dated(now, () => work({ input, signal })))
  const noQueue = { pending: 0, sendable: 0, nextAttemptAt: null } as const

  return {
    restore: actor<Outcome.RestoreOutcome, Outcome.RestoreInput>(({ input, signal }) =>
      restore(host, input, { pendingOf, signal }).then(noted),
    ),
    signIn: actor<Outcome.SignInOutcome, Outcome.SignInInput>(({ input, signal }) => {
      host.signingIn.add(signal)
      return runSignIn(host, asked, input, signal).finally(() => host.signingIn.delete(signal))
    }),
    signOut: actor<Outcome.SignOutOutcome, Outcome.SignOutInput>(({ input }) => signOutOfDevice(host, queue, input)),
    refresh: actor<Outcome.RefreshOutcome, Outcome.RefreshInput>(({ input }) =>
      input.account === null
        ? Promise.resolve({ kind: 'gone', at: now(), evidence: 'none' })
        : flights.join({ ...input, account: input.account, isOver }).then(noted),
    ),
    drainerLock: actor<Outcome.DrainerLockOutcome, Outcome.DrainerLockInput>(({ input, signal }) =>
      queue === null
        ? Promise.resolve({ kind: 'unavailable', at: now(), evidence: 'none', retryAt: instant(now() + 300_000) })
        : queue.drainerLock(input, signal),
    ),
    recheck: actor<Outcome.RecheckOutcome, Outcome.RecheckInput>(({ input, signal }) =>
      queue === null
        ? Promise.resolve({ kind: 'checked', at: now(), evidence: 'none', queue: noQueue, confirmed: false })
        : queue.recheck(input, signal),
    ),
    drain: actor<Outcome.DrainOutcome, Outcome.DrainInput>(({ input, signal }) =>
      queue === null
        ? Promise.resolve({ kind: 'drained', at: now(), evidence: 'none', queue: noQueue })
        : queue.drain(input, signal),
    ),
    probe: actor<Outcome.ProbeOutcome, Outcome.ProbeInput>(async ({ signal }) => {
      const answer = (await connectivity.probe?.(signal)) ?? null
      return { kind: answer?.ok === true ? answer.value : 'unavailable', at: now(), evidence: 'none' }
    }),
    verify: actor<Outcome.VerifyOutcome, Outcome.VerifyInput>(
      ({ input, signal }) =>
        policy()?.verify(input, signal) ?? Promise.resolve({ kind: 'unavailable', at: now(), evidence: 'none' }),
    ),
    revoke: actor<Outcome.RevokeOutcome, Outcome.RevokeInput>(() => revokeDeferred(host)),
    alarm: actor<Outcome.AlarmOutcome, Outcome.AlarmInput>(({ input, signal }) => {
      const moments = [...new Set([input.at, input.pause ?? null])].filter((at) => at !== null)
      return new Promise((resolve) => {
        // For the chart its moment has come, also where somebody has set the wall clock back meanwhile.
        const cancel = wakeAt(moments, (at) => resolve({ kind: 'rang', at: now() > at ? now() : at, evidence: 'none' }))
        signal.addEventListener('abort', cancel, { once: true })
      })
    }),
  }
}
