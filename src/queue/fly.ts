import { attempt } from './attempt.ts'
import { bookkeep, type Settled } from './bookkeeping.ts'
import { announce, type Desk } from './desk.ts'
import type { Claimed, Run } from './drain-run.ts'
import type { Trace } from './item.ts'
import { landingOf } from './landing.ts'
import { resolveItem } from './rewrite-item.ts'
import { tellChange } from './tell-change.ts'

/** Until a definite answer is written down a crash would send the item again: tried soon, and as long as it takes. */
const bookkeepingRetry = 250

/** Sends a claimed item, then whatever its settling claims, until that is nothing. Never rejects for what the world does. */
export async function fly(run: Run, first: Claimed): Promise<void> {
  for (let flight: Claimed | null = first; flight !== null;) {
    const item = {
      item: flight.head.id,
      operation: flight.body.operation.name,
      state: 'in_flight',
      reason: null,
    } as const
    run.desk.tell('claimed', item)
    announce(run.desk, run.account)
    run.desk.changed(run.account)
    run.desk.tell('sent', item)
    flight = await land(run, flight)
  }
}

async function land(run: Run, flight: Claimed): Promise<Claimed | null> {
  const { desk, account } = run
  const [likely] = run.book.plan({ head: { ...flight.head, state: 'done' }, pause: 'keep' }).ready
  if (likely !== undefined) run.ahead.look(likely)
  const end = await attempt(desk, flight, run)
  const landing = landingOf(desk, flight, end)
  const { to, trace, pause } = landing
  if (landing.evidence !== 'none') run.evidence = landing.evidence
  if (end.kind === 'unsent' && end.why === 'no_token') run.halt('postponed')
  if (landing.denied) run.halt('denied')
  // An API, a proxy or a gateway can't end a session, so nobody else would hear of it.
  if (to.state === 'blocked_auth') desk.host.report('queue_token_refused')

  const result = { id: landing.named, keeps: flight.operation.identify !== undefined }
  const settled: Settled = { change: { from: flight.head, to, trace, result }, pause }
  // The answer stands, whatever the store does: a later drain of this context goes on writing it down.
  desk.owed.set(flight.head.id, settled.change)
  let next = await desk.turn(() => bookkeep(run, settled))
  while (next === 'again') {
    if (!(await rest(desk, run.signal))) return null
    next = await desk.turn(() => bookkeep(run, settled))
  }
  if (run.stop === 'fenced') return null
  desk.owed.delete(flight.head.id)
  if (to.state === 'done') desk.deliveries.count += 1
  const reason = trace.lastOutcome?.reason ?? null
  tellChange(desk, { from: flight.head, to, body: flight.body, reason, result: landing.result })
  announce(desk, account)
  desk.changed(account)
  if (to.state === 'conflict') await decide(desk, flight, trace)
  return next
}

/** A server that refuses every version of the change would be asked for ever. */
const mostRebases = 3

/** The operation's own rule for conflicts, where it has one. */
async function decide(desk: Desk, { head, body, operation }: Claimed, { theirs, rebases }: Trace): Promise<void> {
  const { resolve } = operation
  if (resolve === undefined || rebases >= mostRebases) return
  try {
    // Stored variables are what this operation was given; JSON is all that is promised of them.
    const resolution = resolve({ variables: body.variables as never, theirs })
    if (resolution !== undefined) await resolveItem(desk, head.id, resolution, { automatic: true })
  } catch {
    desk.host.report('operation_resolve_failed')
  }
}

/** Waits on the clock; false when the signal ended the wait. */
function rest({ host: { clock } }: Desk, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false)
    const cancel = clock.wakeAfter(bookkeepingRetry, () => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    })
    const stop = (): void => {
      cancel()
      resolve(false)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
