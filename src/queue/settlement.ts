import { after, duration, type Duration, type Generation, type Instant } from '../../machines/time.ts'
import type { Exchange } from '../ports/exchange.ts'
import { ahead, putOff } from './ahead.ts'
import { askedDelay, retryDelay } from './backoff.ts'
import { fieldErrors } from './field-errors.ts'
import type { Json } from '../exchange/parse-json.ts'
import type { Verdict } from './classify-reply.ts'
import type { ItemHead, LastOutcome, Trace } from './item.ts'
import type { ItemState } from './item-state.ts'
import type { OriginPause } from './origin-pause.ts'
import type { ReplyAction } from './reply-action.ts'

/** Twelve doubling waits are about half an hour of a server that is up and fails. */
const mostAttempts = 12
const longestOnline = 72 * 60 * 60_000
/** A server that still works on the first attempt after this many asks has lost it. */
const mostAsksAgain = 4
/** The same server error that often, while everything else works, is the item's own. */
const poisonous = 3
/** A token that the API refuses may be replaced by a later one: looked at again this often. */
const refusalLooks = 5 * 60_000

export interface Sent {
  readonly head: ItemHead
  readonly trace: Trace
}

/** What an answer came into. */
export interface Circumstances {
  readonly exchange: Exchange
  /** The error's body, where it was JSON. */
  readonly problem: Json
  readonly now: Instant
  /** In [0, 1). */
  readonly chance: number
  readonly pause: OriginPause | null
  /** Another lane has delivered since this item last failed. */
  readonly othersSucceed: boolean
  readonly token: { readonly sessionId: string; readonly generation: Generation }
}

export interface Settlement {
  /** What the item becomes; `done` leaves the store. */
  readonly head: ItemHead
  readonly trace: Trace
  /** What the item's origin becomes; `keep` where the answer says nothing about it. */
  readonly pause: OriginPause | null | 'keep'
}

/** Turns a verdict into what is written. Pure. */
export function settle(sent: Sent, verdict: Verdict, around: Circumstances): Settlement {
  const { action } = verdict
  const open = reopened(verdict, around)
  switch (action.do) {
    case 'done':
      return { ...become(sent, 'done', outcome(verdict, around, null)), pause: open }
    case 'reject':
      return { ...become(sent, 'rejected', outcome(verdict, around, action.reason)), pause: open }
    case 'conflict':
      return { ...contested(become(sent, 'conflict', outcome(verdict, around, 'conflict')), around), pause: open }
    case 'die':
      return { ...become(sent, 'dead', outcome(verdict, around, action.reason)), pause: open }
    case 'block':
      return { ...blocked(sent, action.reason, verdict, around), pause: open }
    case 'ask_again': {
      if (sent.trace.inProgress >= mostAsksAgain) {
        return { ...giveUp(sent, 'conflict', outcome(verdict, around, 'in_progress')), pause: open }
      }
      const asks = sent.trace.inProgress + 1
      const waited = wait(sent, verdict, around, { delay: delayOf(around, asks), counted: false, reached: 'maybe' })
      return { head: waited.head, trace: { ...waited.trace, inProgress: asks }, pause: open }
    }
    case 'wait':
      return later(sent, action, verdict, around)
    default:
      return action satisfies never
  }
}

function later(
  sent: Sent,
  action: Extract<ReplyAction, { do: 'wait' }>,
  verdict: Verdict,
  around: Circumstances,
): Settlement {
  const answered = verdict.evidence === 'answered'
  const open = reopened(verdict, around)
  if (verdict.row === 'aborted') {
    return { ...wait(sent, verdict, around, { ...action, delay: null }), pause: 'keep' }
  }
  if (action.whom === 'origin') {
    const failures = (around.pause?.failures ?? 0) + 1
    const delay = delayOf(around, failures)
    const until = after(around.now, delay)
    const before = ahead(around.pause ?? undefined, around.now)
    const pause: OriginPause = {
      until: before !== null && before > until ? before : until,
      since: around.now,
      failures,
      cause: answered ? 'asked' : 'silent',
      revision: (around.pause?.revision ?? 0) + 1,
    }
    // The origin waits, not the item: whoever is first when it returns goes first.
    const waited = wait(sent, verdict, around, { ...action, delay: null })
    return { ...spend(waited, answered ? delay : duration(0)), pause }
  }
  const waited = wait(sent, verdict, around, { ...action, delay: delayOf(around, sent.head.attempts + 1) })
  if (isPoison(sent, around)) {
    return { ...giveUp(waited, 'dead', outcome(verdict, around, 'poison')), pause: open }
  }
  return { ...spend(waited, delayOf(around, sent.head.attempts + 1)), pause: open }
}

/** An answering origin is open again, unless it asked for time that has not passed: another lane may have heard that. */
function reopened({ evidence }: Verdict, { pause, now }: Circumstances): null | 'keep' {
  const mayOpen = pause !== null && (pause.cause === 'silent' || ahead(pause, now) === null)
  return evidence === 'answered' && mayOpen ? null : 'keep'
}

interface Wait {
  readonly delay: Duration | null
  readonly counted: boolean
  readonly reached: 'maybe' | 'no'
}

function wait({ head, trace }: Sent, verdict: Verdict, around: Circumstances, { delay, counted, reached }: Wait): Sent {
  const failed = around.exchange.kind === 'response' && around.exchange.status === 500
  return {
    head: {
      ...head,
      state: 'pending',
      uncertain: head.uncertain || reached === 'maybe',
      attempts: head.attempts + (counted ? 1 : 0),
      ...(delay === null ? { nextAttemptAt: null } : putOff(around.now, delay)),
    },
    trace: {
      ...trace,
      lastOutcome: outcome(verdict, around, null),
      repeats: failed ? repeatsOf(trace, around) : 0,
    },
  }
}

function contested({ head, trace }: Sent, { problem }: Circumstances): Sent {
  return { head, trace: { ...trace, theirs: problem } }
}

/** A definite outcome: whatever earlier attempts did is known now. */
function become({ head, trace }: Sent, state: ItemState, lastOutcome: LastOutcome): Sent {
  return {
    head: { ...head, state, uncertain: false, nextAttemptAt: null },
    trace: { ...trace, lastOutcome, inProgress: 0 },
  }
}

/** Nobody knows what the attempts did; only that no more are made. */
function giveUp({ head, trace }: Sent, state: ItemState, lastOutcome: LastOutcome): Sent {
  return { head: { ...head, state, nextAttemptAt: null }, trace: { ...trace, lastOutcome, inProgress: 0 } }
}

/** A refused token says nothing about earlier attempts, so what was uncertain stays so. */
function blocked({ head, trace }: Sent, reason: string, verdict: Verdict, around: Circumstances): Sent {
  return {
    head: { ...head, state: 'blocked_auth', ...putOff(around.now, refusalLooks) },
    trace: { ...trace, lastOutcome: outcome(verdict, around, reason), refused: around.token },
  }
}

/** The budget counts real answers and the waits after them; being offline is free. */
function spend({ head, trace }: Sent, delay: Duration): Sent {
  const onlineFor = duration(head.onlineFor + delay)
  if (head.attempts < mostAttempts && onlineFor <= longestOnline) return { head: { ...head, onlineFor }, trace }
  const last = trace.lastOutcome
  const spent = { head: { ...head, onlineFor }, trace }
  return last === null ? spent : giveUp(spent, 'dead', { ...last, reason: 'budget' })
}

function isPoison({ trace }: Sent, around: Circumstances): boolean {
  return around.exchange.kind === 'response' && around.exchange.status === 500 && repeatsOf(trace, around) >= poisonous
}

function repeatsOf({ repeats }: Trace, { othersSucceed }: Circumstances): number {
  return othersSucceed ? repeats + 1 : repeats
}

function delayOf({ exchange, chance }: Circumstances, failures: number): Duration {
  const asked = exchange.kind === 'response' ? exchange.retryAfter : null
  return asked === null ? retryDelay(failures, chance) : askedDelay(asked, chance)
}

function outcome(verdict: Verdict, { exchange, now, problem }: Circumstances, reason: string | null): LastOutcome {
  const answer = exchange.kind === 'response' ? exchange : null
  return {
    at: now,
    row: verdict.row,
    status: answer?.status ?? null,
    reason,
    error: answer?.error ?? null,
    detail: answer?.errorDescription ?? null,
    codes: answer?.errorCodes ?? [],
    fields: fieldErrors(problem),
  }
}
