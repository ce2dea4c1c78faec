import type { Exchange } from '../ports/exchange.ts'
import { replyTable, unknownReply, type ReplyRow } from './reply-table.ts'
import type { ReplyAction } from './reply-action.ts'
import type { Evidence } from '../../machines/facts.ts'

export interface Verdict {
  readonly action: ReplyAction
  readonly evidence: Evidence
  /** Id of the row that decided; `operation` when the app's own rule did. */
  readonly row: string
}

/** What of an item decides about its answer. */
export interface Asked {
  readonly method: string
  readonly uncertain: boolean
}

/** What of its operation does. */
export interface Expectations {
  readonly expects?: 'json' | 'any'
  readonly classify?: (exchange: Exchange) => ReplyAction | undefined
}

/** What an answer means for its item. Pure and total; an operation's own rule that throws counts as no rule. */
export function classifyReply(exchange: Exchange, item: Asked, operation: Expectations): Verdict {
  const row = replyTable.find((candidate) => fits(candidate, exchange, item, operation)) ?? unknownReply
  const own = ask(operation, exchange)
  return own === undefined
    ? { action: row.then, evidence: row.evidence, row: row.id }
    : { action: own, evidence: row.evidence, row: 'operation' }
}

function fits({ when }: ReplyRow, exchange: Exchange, item: Asked, operation: Expectations): boolean {
  if (exchange.kind === 'no_response') return when.silent === exchange.cause
  if (when.silent !== undefined) return false
  const words = [exchange.error ?? '', ...exchange.errorCodes].map(plain)
  return (
    (when.status === undefined || when.status.some((range) => covers(range, exchange.status))) &&
    (when.redirected === undefined || exchange.redirected) &&
    (when.method === undefined || item.method === when.method) &&
    (when.uncertain === undefined || item.uncertain) &&
    (when.retryAfter === undefined || exchange.retryAfter !== null) &&
    (when.content === undefined || isForeign(when.content, exchange, operation)) &&
    (when.error === undefined || when.error.some((word) => words.some((text) => text.includes(word))))
  )
}

/** An empty answer is nobody's page, whatever its header says. */
function isForeign(
  content: 'html' | 'other',
  exchange: Exchange & { readonly kind: 'response' },
  { expects = 'json' }: Expectations,
): boolean {
  return expects === 'json' && exchange.contentType === content && exchange.body !== 'empty'
}

function covers(range: number | readonly [number, number], status: number): boolean {
  return typeof range === 'number' ? range === status : status >= range[0] && status <= range[1]
}

/** Problem types are URLs or words, written every possible way. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}

function ask({ classify }: Expectations, exchange: Exchange): ReplyAction | undefined {
  try {
    return classify?.(exchange)
  } catch {
    return undefined
  }
}
