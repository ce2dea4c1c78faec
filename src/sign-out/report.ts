import type { Duration } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'

/** What became of the wish to end the user's other sessions. */
export type EverywhereOutcome =
  | 'ended'
  /**
   * Waits for the network beside the token, for as long as the access token it needs is good. A provider that ends all
   * sessions then also ends those that began meanwhile.
   */
  | 'deferred'
  /** The server would not, or the access token ended before it could be asked. */
  | 'refused'
  /** The identity adapter has no way to ask for it. */
  | 'unsupported'
  /** No access token that still lives is at hand to ask with. */
  | 'impossible'

/** What a sign-out did. The user is signed out on this device in any case. */
export interface SignOutReport {
  /**
   * `wiped`: nothing readable is left, kept work excepted. `gated`: a soft sign-out's data waits behind a gate. `unfinished`:
   * closed, and the next start deletes the rest. `failed`: the store refused; it is tried again until it works.
   */
  readonly device: 'wiped' | 'gated' | 'unfinished' | 'failed'
  /** `deferred`: the token waits in the outbox, for the next moment there is a network; `signOut.delivered` tells. */
  readonly server: 'deferred' | 'nothing'
  /** Null where it was not asked for. */
  readonly everywhere: EverywhereOutcome | null
}

/** Passes what the sign-out's actor did to whoever asked for it: the chart only needs to know that it is over. */
export interface SignOutReports {
  /** A sign-out is asked for; whether the record had been looked at, and nobody was signed in here. */
  ask(isNobody: boolean): void
  readonly isOfNobody: boolean
  note(report: SignOutReport, outboxRow: string | null): void
  /** The last one. With `patience`: once the server has answered about the other sessions, or that much later. */
  last(patience: Duration): Promise<SignOutReport | null>
  /** The outbox knows what became of the other sessions. */
  answered(outboxRow: string, everywhere: EverywhereOutcome): void
}

export function createSignOutReports(clock: Pick<Clock, 'wakeAfter'>): SignOutReports {
  let noted: { report: SignOutReport; readonly row: string | null } | null = null
  let isOfNobody = false
  const waiting = new Set<() => void>()
  return {
    ask: (isNobody) => {
      isOfNobody = isNobody
    },
    get isOfNobody() {
      return isOfNobody
    },
    note: (report, row) => {
      noted = { report, row }
    },
    last: async (patience) => {
      if (noted?.report.everywhere === 'deferred') {
        await new Promise<void>((resolve) => {
          const end = (): void => {
            cancel()
            waiting.delete(end)
            resolve()
          }
          const cancel = clock.wakeAfter(patience, end)
          waiting.add(end)
        })
      }
      return noted?.report ?? null
    },
    answered: (row, everywhere) => {
      if (noted === null || noted.row !== row) return
      noted = { report: { ...noted.report, everywhere }, row }
      // Deferred again: the user is not kept waiting for another try.
      for (const end of [...waiting]) end()
    },
  }
}
