import type { DrainOutcome } from '../../machines/outcomes.ts'
import { after } from '../../machines/time.ts'
import { bookkeep } from './bookkeeping.ts'
import type { Desk } from './desk.ts'
import { startRun, type DrainTerms, type Run } from './drain-run.ts'
import { fly } from './fly.ts'
import { readmit } from './readmit.ts'
import { recover } from './recover.ts'
import { fetchTransport } from './transport.ts'

/** A store or a session that doesn't serve now is asked again soon; nothing is lost meanwhile. */
const serviceRetry = 5_000

/** Sends what can be sent, in up to four lanes, until nothing can or sending has to stop. */
export async function drain(desk: Desk, terms: DrainTerms): Promise<DrainOutcome> {
  const { host } = desk
  const run = startRun(desk, terms, desk.settings.transport ?? fetchTransport(host))
  const isChecked = desk.checked.get(terms.account) === terms.number
  desk.checked.delete(terms.account)
  desk.postponed.delete(terms.account)
  const recovered = isChecked ? 'recovered' : await desk.turn(() => recover(desk, terms))
  if (recovered !== 'recovered') run.halt(recovered === 'fenced' ? 'fenced' : 'postponed')
  else await readmit(run)
  await sendAll(run)
  const ended = { at: host.clock.wall(), evidence: run.evidence }
  if (run.stop === 'fenced') return { kind: 'fenced', ...ended }
  const facts = run.book.facts()
  if (run.stop === 'denied') return { kind: 'denied', queue: facts, ...ended }
  // A session that has gone from memory stops a drain without a word.
  const isPostponed = run.stop === 'postponed' || (!run.isMine() && !terms.signal.aborted)
  if (!isPostponed || facts.pending === 0) return { kind: 'drained', queue: facts, ...ended }
  // Else the chart would start the next drain at once, to fail at once.
  const nextAttemptAt = after(ended.at, serviceRetry)
  desk.postponed.set(terms.account, nextAttemptAt)
  return { kind: 'drained', queue: { pending: facts.pending, sendable: 0, nextAttemptAt }, ...ended }
}

async function sendAll(run: Run): Promise<void> {
  const { desk } = run
  const flights = new Set<Promise<void>>()
  let hear = (): void => {}
  const unsubscribe = desk.subscribe(() => hear())
  try {
    for (;;) {
      const news = new Promise<void>((resolve) => {
        hear = resolve
      })
      for (;;) {
        const next = run.isHalted() ? null : await desk.turn(() => bookkeep(run, null))
        if (next === null || next === 'again') break
        const flight = fly(run, next).finally(() => flights.delete(flight))
        flights.add(flight)
      }
      if (flights.size === 0) {
        if (await takeUp(run)) continue
        return
      }
      await Promise.race([news, ...flights])
    }
  } finally {
    unsubscribe()
  }
}

/**
 * Claims that were written, reported as failed and not recognised: nothing flies, so they are nobody's, and would wait for
 * ever (QU-02). They may be sent once more, under their own key. False where there is none, or no more is claimed.
 */
async function takeUp(run: Run): Promise<boolean> {
  const { desk, book } = run
  if (run.isHalted() || ![...book.heads()].some(({ state }) => state === 'in_flight')) return false
  const recovered = await desk.turn(() => recover(desk, run))
  if (recovered !== 'recovered') run.halt(recovered === 'fenced' ? 'fenced' : 'postponed')
  return recovered === 'recovered' && ![...book.heads()].some(({ state }) => state === 'in_flight')
}
