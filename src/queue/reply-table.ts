import type { Evidence } from '../../machines/facts.ts'
import type { ReplyAction } from './reply-action.ts'

/** One row of the table. All given conditions must hold; the first row that fits decides. */
export interface ReplyRow {
  readonly id: string
  readonly when: {
    /** No answer arrived. */
    readonly silent?: 'network' | 'timeout' | 'aborted'
    /** Single codes, or from–to. */
    readonly status?: readonly (number | readonly [number, number])[]
    /** The answer isn't from the address that was asked. */
    readonly redirected?: true
    /** Only asked where the operation expects JSON. */
    readonly content?: 'html' | 'other'
    readonly method?: 'DELETE'
    readonly uncertain?: true
    readonly retryAfter?: true
    /** Words in the server's error code or problem type. */
    readonly error?: readonly string[]
  }
  readonly then: ReplyAction
  /** What the answer says about the network. */
  readonly evidence: Evidence
}

const later = { do: 'wait', whom: 'lane', counted: true } as const
const paused = { do: 'wait', whom: 'origin', counted: false } as const

/**
 * What every answer means (RFC 9110 §15, RFC 6585, RFC 9470, draft-ietf-httpapi-idempotency-key-header). Unknown codes
 * count as the x00 of their class (RFC 9110 §15).
 */
export const replyTable: readonly ReplyRow[] = [
  // Nothing came back. Says nothing about the item, so it never spends the budget.
  {
    id: 'aborted',
    when: { silent: 'aborted' },
    then: { do: 'wait', whom: 'lane', counted: false, reached: 'maybe' },
    evidence: 'none',
  },
  { id: 'network', when: { silent: 'network' }, then: { ...paused, reached: 'maybe' }, evidence: 'silent' },
  { id: 'timeout', when: { silent: 'timeout' }, then: { ...paused, reached: 'maybe' }, evidence: 'silent' },

  // Somebody else answered: a captive portal or a proxy on the way.
  { id: 'redirected', when: { redirected: true }, then: { ...paused, reached: 'no' }, evidence: 'portal' },
  { id: 'redirect', when: { status: [[300, 399]] }, then: { ...paused, reached: 'no' }, evidence: 'portal' },
  {
    id: 'portal-page',
    when: { status: [[200, 299]], content: 'html' },
    then: { ...paused, reached: 'no' },
    evidence: 'portal',
  },
  { id: 'proxy-sign-in', when: { status: [407, 511] }, then: { ...paused, reached: 'no' }, evidence: 'portal' },

  {
    id: 'unexpected-type',
    when: { status: [[200, 299]], content: 'other' },
    then: { ...later, reached: 'maybe' },
    evidence: 'answered',
  },
  { id: 'done', when: { status: [[200, 299]] }, then: { do: 'done' }, evidence: 'answered' },

  {
    id: 'step-up',
    when: { status: [401], error: ['insufficient_user_authentication'] },
    then: { do: 'block', reason: 'step_up' },
    evidence: 'answered',
  },
  { id: 'unauthorized', when: { status: [401] }, then: { do: 'block', reason: 'auth' }, evidence: 'answered' },
  { id: 'payment', when: { status: [402] }, then: { do: 'reject', reason: 'payment' }, evidence: 'answered' },
  { id: 'forbidden', when: { status: [403] }, then: { do: 'reject', reason: 'permission' }, evidence: 'answered' },
  { id: 'already-gone', when: { status: [404, 410], method: 'DELETE' }, then: { do: 'done' }, evidence: 'answered' },
  { id: 'gone', when: { status: [404, 410] }, then: { do: 'reject', reason: 'gone' }, evidence: 'answered' },
  // Of a server that keeps the session in a cookie: it has done nothing, and a check of the session didn't help.
  {
    id: 'session-mismatch',
    when: { status: [409], error: ['session_mismatch'] },
    then: { do: 'block', reason: 'auth' },
    evidence: 'answered',
  },
  { id: 'in-progress', when: { status: [409], uncertain: true }, then: { do: 'ask_again' }, evidence: 'answered' },
  {
    id: 'in-progress-told',
    when: { status: [409], retryAfter: true },
    then: { do: 'ask_again' },
    evidence: 'answered',
  },
  { id: 'conflict', when: { status: [409, 412, 428] }, then: { do: 'conflict' }, evidence: 'answered' },
  {
    id: 'key-reused',
    when: { status: [422], error: ['key_reuse', 'key_reused', 'key_mismatch', 'idempotency'] },
    then: { do: 'die', reason: 'key_mismatch' },
    evidence: 'answered',
  },
  { id: 'throttled', when: { status: [429] }, then: { ...paused, reached: 'no' }, evidence: 'answered' },
  {
    id: 'told-to-wait',
    when: { status: [408, 413, 423, 425, 503], retryAfter: true },
    then: { ...paused, reached: 'no' },
    evidence: 'answered',
  },
  {
    id: 'failed-and-told-to-wait',
    when: { status: [[500, 599]], retryAfter: true },
    then: { ...paused, reached: 'maybe' },
    evidence: 'answered',
  },
  { id: 'not-now', when: { status: [423, 425] }, then: { ...later, reached: 'no' }, evidence: 'answered' },
  { id: 'request-timeout', when: { status: [408] }, then: { ...later, reached: 'maybe' }, evidence: 'answered' },
  { id: 'too-large', when: { status: [413] }, then: { do: 'reject', reason: 'too_large' }, evidence: 'answered' },
  { id: 'refused', when: { status: [[400, 499]] }, then: { do: 'reject', reason: 'validation' }, evidence: 'answered' },
  { id: 'server-error', when: { status: [[500, 599]] }, then: { ...later, reached: 'maybe' }, evidence: 'answered' },
]

/** For codes no server may send: treated like a server's own mistake. */
export const unknownReply: ReplyRow = {
  id: 'unknown',
  when: {},
  then: { ...later, reached: 'maybe' },
  evidence: 'none',
}
