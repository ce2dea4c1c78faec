import type { Change } from './book.ts'
import { announce } from './desk.ts'
import type { Claimed, Run } from './drain-run.ts'
import type { ItemHead } from './item.ts'
import { verdictOf } from './landing.ts'
import type { OriginPause } from './origin-pause.ts'
import { bytesOf } from './make-request.ts'
import { prepare, type Prepared } from './prepare.ts'
import { tellChange, tellDependants } from './tell-change.ts'

/** What an answer made of an item, and of its origin. */
export interface Settled {
  readonly change: Change
  readonly pause: OriginPause | null | 'keep'
}

/** A store in which items move more often than this while one is looked for says different things each time. */
const mostMoves = 100

type Ready = Extract<Prepared, { readonly kind: 'ready' }>
type Barred = Extract<Prepared, { readonly kind: 'barred' }>

/**
 * Settles what has landed and claims the next item, in one transaction under the fence: two transactions for each
 * delivered item, its enqueue included. Null when there is nothing to claim; `again` when the store refused the settling,
 * which then has to be repeated as it is. Runs inside the desk's turn.
 */
export async function bookkeep(run: Run, landed: Settled | null): Promise<Claimed | null | 'again'> {
  let settled = landed
  for (;;) {
    // Who depends on what was just done is written anew by the same transaction, so it is claimed by the next.
    const isNeeded = settled?.change.to.state === 'done' && run.book.needs(settled.change.to.id)
    const next = isNeeded ? null : await choose(run, settled)
    if (next === null && settled === null) return null
    const changes = [...(settled === null ? [] : [settled.change]), ...(next === null ? [] : [next.claim])]
    const written = await run.book.write(changes, {
      fence: run.fence,
      ...(settled === null || settled.pause === 'keep'
        ? {}
        : { pause: { origin: settled.change.to.origin, to: settled.pause } }),
    })
    if (written.kind === 'written') {
      tellDependants(run.desk, written.dependants)
      if (isNeeded) return bookkeep(run, null)
      return next === null ? null : claimed(next, written.heads.at(-1))
    }
    if (written.kind === 'conflict' && written.key.kind === 'fence') return stopFor(run, 'fenced')

    // Somebody else changed an item, or an attempt that was reported lost has landed after all: the store knows.
    const unread = await run.book.load()
    if (unread === null) {
      if (settled !== null) settled = rebase(settled, run.book.get(settled.change.from.id))
      const flown = next === null ? undefined : run.book.get(next.claim.from.id)
      if (next !== null && isOurClaim(run, next.claim, flown)) return claimed(next, flown)
      if (written.kind === 'conflict') continue
    }
    return settled === null ? stopFor(run, 'postponed') : 'again'
  }
}

interface Choice {
  readonly claim: Change
  readonly ready: Ready
}

/** The next item that may really be sent. Those that may not are moved out of the way first. */
async function choose(run: Run, settled: Settled | null): Promise<Choice | null> {
  const { desk, book } = run
  // An earlier item of the lane may have come from a tab that was not heard (QU-06).
  if (book.isBehind && (await book.catchUp()) !== null) return stopFor(run, 'postponed')
  const supposed = settled === null ? undefined : { head: settled.change.to, pause: settled.pause }
  let moves = 0
  while (!run.isHalted()) {
    // What is being settled is claimed by the next look, once it stands in the store: a clock set back may make it due at once.
    const candidate = book.plan(supposed).ready.find(({ id }) => id !== supposed?.head.id)
    if (candidate === undefined) return null
    const prepared = await prepare(desk, candidate, await run.ahead.take(candidate))
    switch (prepared.kind) {
      case 'ready':
        return { claim: claimOf(run, candidate, prepared), ready: prepared }
      case 'unreadable':
        book.setAside(candidate.id)
        desk.host.report('queue_row_unreadable')
        break
      case 'barred':
        await bar(run, candidate, prepared)
        break
      case 'moved':
        moves += 1
        if (moves > mostMoves || (await book.load()) !== null) run.halt('postponed')
        break
      case 'failed':
        run.halt('postponed')
        break
      default:
        prepared satisfies never
    }
  }
  return null
}

async function bar(run: Run, from: ItemHead, { state, reason, body, trace }: Barred): Promise<void> {
  const { desk, book } = run
  const lastOutcome = verdictOf(desk.host.clock.wall(), 'check', reason)
  const to: ItemHead = { ...from, state, nextAttemptAt: null }
  const written = await book.write([{ from, to, trace: { ...trace, lastOutcome } }], { fence: run.fence })
  if (written.kind === 'written') {
    tellDependants(desk, written.dependants)
    tellChange(desk, { from, to, body, reason })
    // No flight follows that would tell: what stands still now is shown here and in the other tabs.
    announce(desk, from.account)
    return desk.shown()
  }
  if (written.kind === 'conflict' && written.key.kind === 'fence') return run.halt('fenced')
  const unread = await book.load()
  if (written.kind === 'failed' || unread !== null) run.halt('postponed')
}

/** A body that was written anew has never been sent, so its budget is a new one too. */
function claimOf(run: Run, from: ItemHead, { rewritten, body, trace }: Ready): Change {
  const to = inFlight(run, rewritten ? { ...from, attempts: 0, firstSentAt: null } : from)
  return rewritten ? { from, to: { ...to, bytes: bytesOf(body.request.body) }, trace, body } : { from, to, trace }
}

function inFlight({ desk, number }: Run, head: ItemHead): ItemHead {
  return {
    ...head,
    state: 'in_flight',
    drainFence: number,
    nextAttemptAt: null,
    firstSentAt: head.firstSentAt ?? desk.host.clock.wall(),
  }
}

function claimed({ claim, ready }: Choice, head: ItemHead | undefined): Claimed | null {
  const { body, operation, trace } = ready
  return head === undefined ? null : { before: claim.from, head, body, operation, trace }
}

function isOurClaim({ number }: Run, { from }: Change, now: ItemHead | undefined): boolean {
  return now?.state === 'in_flight' && now.drainFence === number && now.revision === from.revision + 1
}

/** The same settling on the row as it stands now; null when there is nothing left to settle. */
function rebase({ change, pause }: Settled, now: ItemHead | undefined): Settled | null {
  const stands = now?.state === 'in_flight' && now.drainFence === change.from.drainFence
  return stands ? { change: { ...change, from: now }, pause } : null
}

function stopFor(run: Run, why: 'fenced' | 'postponed'): null {
  run.halt(why)
  return null
}
