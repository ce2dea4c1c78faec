import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Exchange } from '../../src/ports/exchange.ts'
import { classifyReply, type Asked, type Expectations } from '../../src/queue/classify-reply.ts'
import { replyTable, unknownReply } from '../../src/queue/reply-table.ts'

type Answer = Extract<Exchange, { kind: 'response' }>

function answer(status: number, more: Partial<Answer> = {}): Answer {
  return {
    kind: 'response',
    status,
    redirected: false,
    contentType: 'json',
    retryAfter: null,
    body: status < 300 ? 'ok' : 'error',
    error: null,
    errorDescription: null,
    errorCodes: [],
    ...more,
  }
}

const certain: Asked = { method: 'POST', uncertain: false }
const wait = (whom: 'lane' | 'origin', counted: boolean, reached: 'maybe' | 'no') => ({
  do: 'wait',
  whom,
  counted,
  reached,
})

const asked = duration(5_000)
const cases: readonly [string, Exchange, Asked, Expectations, string, object][] = [
  [
    'the network failing',
    { kind: 'no_response', cause: 'network' },
    certain,
    {},
    'network',
    wait('origin', false, 'maybe'),
  ],
  [
    'no answer in time',
    { kind: 'no_response', cause: 'timeout' },
    certain,
    {},
    'timeout',
    wait('origin', false, 'maybe'),
  ],
  ['having to stop', { kind: 'no_response', cause: 'aborted' }, certain, {}, 'aborted', wait('lane', false, 'maybe')],
  ['200', answer(200), certain, {}, 'done', { do: 'done' }],
  ['204 without a body', answer(204, { contentType: 'none', body: 'empty' }), certain, {}, 'done', { do: 'done' }],
  ['201 with an empty page', answer(201, { contentType: 'html', body: 'empty' }), certain, {}, 'done', { do: 'done' }],
  [
    'a page instead of JSON',
    answer(200, { contentType: 'html' }),
    certain,
    {},
    'portal-page',
    wait('origin', false, 'no'),
  ],
  [
    'a page that was expected',
    answer(200, { contentType: 'html' }),
    certain,
    { expects: 'any' },
    'done',
    { do: 'done' },
  ],
  [
    'text instead of JSON',
    answer(200, { contentType: 'other' }),
    certain,
    {},
    'unexpected-type',
    wait('lane', true, 'maybe'),
  ],
  ['JSON cut off', answer(200, { body: 'unreadable' }), certain, {}, 'done', { do: 'done' }],
  ['another address', answer(200, { redirected: true }), certain, {}, 'redirected', wait('origin', false, 'no')],
  [
    'a cookie of another session',
    answer(409, { error: 'session_mismatch' }),
    { ...certain, uncertain: true },
    {},
    'session-mismatch',
    { do: 'block', reason: 'auth' },
  ],
  ['a redirect', answer(302), certain, {}, 'redirect', wait('origin', false, 'no')],
  ['511', answer(511), certain, {}, 'proxy-sign-in', wait('origin', false, 'no')],
  ['407', answer(407), certain, {}, 'proxy-sign-in', wait('origin', false, 'no')],
  ['401', answer(401), certain, {}, 'unauthorized', { do: 'block', reason: 'auth' }],
  [
    'RFC 9470',
    answer(401, { error: 'insufficient_user_authentication' }),
    certain,
    {},
    'step-up',
    { do: 'block', reason: 'step_up' },
  ],
  ['402', answer(402), certain, {}, 'payment', { do: 'reject', reason: 'payment' }],
  ['403', answer(403), certain, {}, 'forbidden', { do: 'reject', reason: 'permission' }],
  ['404', answer(404), certain, {}, 'gone', { do: 'reject', reason: 'gone' }],
  ['410', answer(410), certain, {}, 'gone', { do: 'reject', reason: 'gone' }],
  ['404 to a DELETE', answer(404), { method: 'DELETE', uncertain: false }, {}, 'already-gone', { do: 'done' }],
  ['409', answer(409), certain, {}, 'conflict', { do: 'conflict' }],
  ['409 while uncertain', answer(409), { ...certain, uncertain: true }, {}, 'in-progress', { do: 'ask_again' }],
  ['409 with Retry-After', answer(409, { retryAfter: asked }), certain, {}, 'in-progress-told', { do: 'ask_again' }],
  ['412', answer(412), certain, {}, 'conflict', { do: 'conflict' }],
  ['428', answer(428), certain, {}, 'conflict', { do: 'conflict' }],
  ['408', answer(408), certain, {}, 'request-timeout', wait('lane', true, 'maybe')],
  ['413', answer(413), certain, {}, 'too-large', { do: 'reject', reason: 'too_large' }],
  [
    '413 with Retry-After',
    answer(413, { retryAfter: asked }),
    certain,
    {},
    'told-to-wait',
    wait('origin', false, 'no'),
  ],
  ['400', answer(400), certain, {}, 'refused', { do: 'reject', reason: 'validation' }],
  ['422', answer(422), certain, {}, 'refused', { do: 'reject', reason: 'validation' }],
  [
    'a problem type of key reuse',
    answer(422, { error: 'https://example.com/problems/idempotency-key-reuse' }),
    certain,
    {},
    'key-reused',
    { do: 'die', reason: 'key_mismatch' },
  ],
  ['423', answer(423), certain, {}, 'not-now', wait('lane', true, 'no')],
  ['425', answer(425), certain, {}, 'not-now', wait('lane', true, 'no')],
  ['429', answer(429), certain, {}, 'throttled', wait('origin', false, 'no')],
  ['500', answer(500), certain, {}, 'server-error', wait('lane', true, 'maybe')],
  ['502', answer(502), certain, {}, 'server-error', wait('lane', true, 'maybe')],
  ['503', answer(503), certain, {}, 'server-error', wait('lane', true, 'maybe')],
  [
    '503 with Retry-After',
    answer(503, { retryAfter: asked }),
    certain,
    {},
    'told-to-wait',
    wait('origin', false, 'no'),
  ],
  [
    '500 with Retry-After',
    answer(500, { retryAfter: asked }),
    certain,
    {},
    'failed-and-told-to-wait',
    wait('origin', false, 'maybe'),
  ],
  ['a code of no class', answer(799), certain, {}, 'unknown', wait('lane', true, 'maybe')],
]

describe('a reply', () => {
  it.each(cases)('is judged by one row of the table: %s', (_name, exchange, item, operation, row, action) => {
    expect(classifyReply(exchange, item, operation)).toMatchObject({ row, action })
  })

  it('is met by a case for every row of the table', () => {
    const reached = new Set(cases.map(([, exchange, item, operation]) => classifyReply(exchange, item, operation).row))
    expect([...replyTable, unknownReply].map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([])
  })

  it('always means something, for every code, body and item', () => {
    const judged = every(({ status, contentType, body, retryAfter, uncertain }) => {
      const exchange = answer(status, { contentType, body, retryAfter })
      return { status, action: classifyReply(exchange, { method: 'POST', uncertain }, {}).action.do }
    })
    expect(judged).toHaveLength(400 * 4 * 5 * 2 * 2)
    const overloaded = judged.filter(({ status }) => status >= 500 || status === 429)
    expect(overloaded.filter(({ action }) => action !== 'wait')).toEqual([])
    expect(judged.filter(({ status, action }) => status >= 300 && action === 'done')).toEqual([])
  })

  it('of an unknown code means what its class means', () => {
    for (const [code, known] of [
      [299, 200],
      [399, 300],
      [499, 400],
      [599, 500],
      [520, 500],
      [526, 500],
    ] as const) {
      expect(classifyReply(answer(code), certain, {}).action).toEqual(classifyReply(answer(known), certain, {}).action)
    }
  })

  it('means what the operation says, unless that throws', () => {
    const own = { classify: () => ({ do: 'done' }) as const }
    expect(classifyReply(answer(409), certain, own)).toMatchObject({ row: 'operation', action: { do: 'done' } })
    const silent = { classify: () => undefined }
    expect(classifyReply(answer(409), certain, silent)).toMatchObject({ row: 'conflict' })
    const broken = {
      classify: () => {
        throw new Error('broken')
      },
    }
    expect(classifyReply(answer(409), certain, broken)).toMatchObject({ row: 'conflict' })
  })
})

interface Combination {
  readonly status: number
  readonly contentType: Answer['contentType']
  readonly body: Answer['body']
  readonly retryAfter: Answer['retryAfter']
  readonly uncertain: boolean
}

function every<Value>(judge: (combination: Combination) => Value): readonly Value[] {
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index)
  return statuses.flatMap((status) =>
    (['json', 'html', 'other', 'none'] as const).flatMap((contentType) =>
      (['ok', 'error', 'empty', 'unreadable', 'malformed'] as const).flatMap((body) =>
        [null, asked].flatMap((retryAfter) =>
          [true, false].map((uncertain) => judge({ status, contentType, body, retryAfter, uncertain })),
        ),
      ),
    ),
  )
}
