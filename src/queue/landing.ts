import type { Evidence } from '../../machines/facts.ts'
import { classifyReply } from './classify-reply.ts'
import type { AttemptEnd, Flight } from './attempt.ts'
import type { Desk } from './desk.ts'
import type { ItemHead, LastOutcome, Trace } from './item.ts'
import { asServerId, idOf, type ServerId } from './references.ts'
import type { AnyOperation } from './define-operation.ts'
import type { OriginPause } from './origin-pause.ts'
import { parseJson, type Json } from '../exchange/parse-json.ts'
import { settle } from './settlement.ts'

/** What an attempt's end becomes on disk and to those who listen. */
export interface Landing {
  readonly to: ItemHead
  readonly trace: Trace
  readonly pause: OriginPause | null | 'keep'
  readonly evidence: Evidence
  readonly result: unknown
  /** What the server called it, once it is done. */
  readonly named: ServerId | null
  /** A 403: what may be sent has to be asked again. */
  readonly denied: boolean
}

export function landingOf(desk: Desk, flight: Flight & { readonly trace: Trace }, end: AttemptEnd): Landing {
  const { host, deliveries } = desk
  const { head, trace, before } = flight
  const quiet = { pause: 'keep', evidence: 'none', result: null, named: null, denied: false } as const
  const now = host.clock.wall()
  switch (end.kind) {
    case 'unsent':
      // Back to exactly where it was: nothing of this attempt can have had an effect.
      return {
        ...quiet,
        to: { ...head, state: 'pending', firstSentAt: before.firstSentAt, uncertain: before.uncertain },
        trace,
      }
    case 'verified':
      return { ...quiet, to: { ...head, state: 'done', uncertain: false }, trace }
    case 'indeterminate':
      return {
        ...quiet,
        to: { ...head, state: 'dead', nextAttemptAt: null },
        trace: { ...trace, lastOutcome: verdictOf(now, 'verify', 'indeterminate') },
      }
    case 'answered': {
      const { exchange, result } = end.reply
      const asked = { method: flight.body.request.method, uncertain: head.uncertain }
      const verdict = classifyReply(exchange, asked, flight.operation)
      const seen = deliveries.seenBy.get(head.id)
      const settled = settle({ head, trace }, verdict, {
        exchange,
        problem: plain(end.reply.problem),
        now,
        chance: host.random.unit(),
        pause: desk.book(head.account).pause(head.origin),
        othersSucceed: seen === undefined ? trace.repeats === 0 || deliveries.count > 0 : deliveries.count > seen,
        token: { sessionId: host.current()?.sessionId ?? '', generation: end.token.generation },
      })
      const { head: to, ...rest } = settled
      if (to.state === 'pending') deliveries.seenBy.set(head.id, deliveries.count)
      else deliveries.seenBy.delete(head.id)
      return {
        ...rest,
        to,
        evidence: verdict.evidence,
        result,
        named: to.state === 'done' ? nameOf(flight.operation, result) : null,
        denied: to.state === 'rejected' && exchange.kind === 'response' && exchange.status === 403,
      }
    }
    default:
      return end satisfies never
  }
}

export function verdictOf(at: LastOutcome['at'], row: string, reason: string): LastOutcome {
  return { at, row, status: null, reason, error: null, detail: null, codes: [], fields: [] }
}

function nameOf({ identify = idOf }: AnyOperation, answer: unknown): ServerId | null {
  try {
    return asServerId(identify(answer))
  } catch {
    return null
  }
}

/** An app's own transport may hand over anything. */
function plain(problem: unknown): Json {
  try {
    return parseJson(JSON.stringify(problem ?? null))?.value ?? null
  } catch {
    return null
  }
}
