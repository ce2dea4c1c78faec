import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { readExchange } from '../../src/exchange/read-exchange.ts'
import { genericProfile } from '../../src/exchange/generic-profile.ts'
import type { Exchange, IdentityFailure } from '../../src/ports/exchange.ts'
import type { ClassifyRefusal, Refusal } from '../../src/ports/provider-profile.ts'
import type { Classification } from '../../src/ports/verdict.ts'
import { classify } from '../../src/refresh/classification.ts'
import { lastRow, oauthRows, transportRows } from '../../src/refresh/classification-table.ts'
import type { Fixture } from './classification-fixtures.ts'
import { fixtures, profiles } from './vendor-fixtures.ts'

const ending = ['refused', 'interaction_required', 'locked', 'unknown_refusal', 'identity_mismatch']

async function read({ profile, status, body, headers }: Fixture): Promise<IdentityFailure> {
  const response = new Response([101, 204, 205, 304].includes(status) ? null : body, { status, headers })
  const { signal } = new AbortController()
  const options = { url: 'https://id.test/token', signal, now: instant(0), shape: profile.shape }
  return { kind: 'exchange', exchange: (await readExchange(response, options)).exchange }
}

function verdictOf({ category, reason, consumed }: Classification): string {
  return `${category}/${reason}/${consumed}`
}

function refusal(error: string, parts: Partial<Exchange & { readonly kind: 'response' }> = {}): IdentityFailure {
  return {
    kind: 'exchange',
    exchange: {
      kind: 'response',
      status: 400,
      redirected: false,
      contentType: 'json',
      retryAfter: null,
      body: 'error',
      error,
      errorDescription: null,
      errorCodes: [],
      ...parts,
    },
  }
}

describe('an answer on the wire', () => {
  it.each(fixtures.map((fixture, index) => ({ ...fixture, index, name: fixture.profile.name })))(
    '$index: $name $status $body → $row',
    async (fixture) => {
      const verdict = classify(await read(fixture), fixture.profile)
      expect(verdict.row).toBe(fixture.row)
      expect(verdictOf(verdict)).toBe(fixture.verdict)
    },
  )

  it('is known in at least 60 forms, and every row of every profile has one', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(60)
    const seen = new Set(fixtures.map(({ row }) => row))
    const rows = Object.values(profiles).flatMap((profile) => profile.rows)
    const unseen = rows.map(({ id }) => id).filter((id) => !seen.has(id))
    expect(unseen).toEqual([])
  })
})

describe('a failure without an answer', () => {
  it.each<[IdentityFailure, string]>([
    [
      { kind: 'exchange', exchange: { kind: 'no_response', cause: 'network' } },
      'unreachable/network_unavailable/maybe',
    ],
    [
      { kind: 'exchange', exchange: { kind: 'no_response', cause: 'timeout' } },
      'unreachable/network_unavailable/maybe',
    ],
    [{ kind: 'exchange', exchange: { kind: 'no_response', cause: 'aborted' } }, 'cancelled/null/maybe'],
    [{ kind: 'discovery_unavailable', exchange: null }, 'discovery_unavailable/discovery_unavailable/no'],
    [{ kind: 'identity_mismatch' }, 'identity_mismatch/identity_mismatch/maybe'],
    [{ kind: 'callback_refused', code: 'state' }, 'cancelled/null/no'],
    [{ kind: 'cancelled' }, 'cancelled/null/no'],
    [{ kind: 'not_supported' }, 'misconfigured/misconfigured/no'],
  ])('$kind is decided: %j', (failure, verdict) => {
    expect(verdictOf(classify(failure))).toBe(verdict)
  })
})

describe('the table', () => {
  it('has unique ids, a source for every row, and a last row that catches all', () => {
    const rows = [...transportRows, ...oauthRows, lastRow]
    const ids = [...rows, ...Object.values(profiles).flatMap((profile) => profile.rows)].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(rows.filter(({ source }) => source === '')).toEqual([])
    expect(lastRow.match).toEqual({})
  })

  it('reads no text without a profile', () => {
    expect(JSON.stringify([...transportRows, ...oauthRows])).not.toContain('description')
    expect(genericProfile.rows).toEqual([])
  })

  it('takes a wait over, but never more than an hour', () => {
    expect(classify(refusal('x', { status: 503, retryAfter: duration(5_000) })).retryAfter).toBe(5_000)
    expect(classify(refusal('x', { status: 503, retryAfter: duration(9e9) })).retryAfter).toBe(3_600_000)
    expect(classify({ kind: 'discovery_unavailable', exchange: null }).retryAfter).toBeNull()
  })
})

describe('only a well-formed refusal from the exact address', () => {
  const anyExchange = fc.record({
    kind: fc.constant('response' as const),
    status: fc.oneof(fc.integer({ min: 400, max: 403 }), fc.integer({ min: -1, max: 999 })),
    redirected: fc.boolean(),
    contentType: fc.constantFrom('json', 'html', 'other', 'none'),
    retryAfter: fc.option(fc.nat().map(duration), { nil: null }),
    body: fc.constantFrom('ok', 'error', 'empty', 'unreadable', 'malformed'),
    error: fc.option(
      fc.oneof(fc.constantFrom('invalid_grant', 'login_required', 'user_banned', 'USER_DISABLED'), fc.string()),
      { nil: null },
    ),
    errorDescription: fc.option(fc.oneof(fc.constantFrom('User disabled', 'user is blocked'), fc.string()), {
      nil: null,
    }),
    errorCodes: fc.array(fc.oneof(fc.constantFrom('50057', '700082'), fc.string())),
  }) satisfies fc.Arbitrary<Exchange>

  it('ends a session, whatever the profile', () => {
    const seen = { ending: 0, keeping: 0 }
    fc.assert(
      fc.property(anyExchange, fc.constantFrom(...Object.values(profiles)), (exchange, profile) => {
        const { category } = classify({ kind: 'exchange', exchange }, profile)
        const { status, contentType, body, redirected } = exchange
        const lawful = status >= 400 && status <= 403 && contentType === 'json' && body === 'error' && !redirected
        seen[ending.includes(category) ? 'ending' : 'keeping'] += 1
        expect(ending.includes(category) && !lawful).toBe(false)
      }),
      { numRuns: 5_000 },
    )
    expect(Math.min(seen.ending, seen.keeping)).toBeGreaterThan(0)
  })

  it('locks, and never without a profile that says so', () => {
    fc.assert(
      fc.property(anyExchange, (exchange) => {
        expect(classify({ kind: 'exchange', exchange }).category).not.toBe('locked')
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('case, spacing, punctuation and trace ids', () => {
  const noise = fc.record({
    upper: fc.boolean(),
    before: fc.constantFrom('', ' ', '\t'),
    after: fc.constantFrom('', '.', ' ', '!', '. Trace ID: 7f3d-9', ' (request 12)', '\r\nCorrelation: x'),
  })

  it('don’t change a verdict', () => {
    const texts = fixtures.filter(
      ({ status, body }) => status >= 400 && status <= 403 && body.includes('error_description'),
    )
    expect(texts.length).toBeGreaterThan(20)
    fc.assert(
      fc.property(fc.constantFrom(...texts), noise, (fixture, { upper, before, after }) => {
        const said = JSON.parse(fixture.body) as {
          readonly error: string
          readonly error_description: string
          readonly error_codes?: readonly number[]
        }
        const changed = (plain: string): string => before + (upper ? plain.toUpperCase() : plain) + after
        const exchange = refusal(changed(said.error), {
          status: fixture.status,
          errorDescription: changed(said.error_description),
          errorCodes: said.error_codes?.map(String) ?? [],
        })
        expect(verdictOf(classify(exchange, fixture.profile))).toBe(fixture.verdict)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the app’s own word', () => {
  const withHook = (classifyRefusal: ClassifyRefusal) => ({ ...genericProfile, classifyRefusal })

  it('comes first', () => {
    const failure = refusal('invalid_grant', { errorDescription: 'Konto gesperrt' })
    const profile = withHook(({ errorDescription }) => (errorDescription === 'Konto gesperrt' ? 'locked' : undefined))
    expect(classify(failure, profile)).toMatchObject({ category: 'locked', reason: 'account_disabled', row: 'app' })
    expect(classify(refusal('invalid_grant'), profile)).toMatchObject({ category: 'refused', row: 'invalid-grant' })
  })

  it('can keep a session that the table would end', () => {
    expect(
      classify(
        refusal('invalid_grant'),
        withHook(() => 'transient'),
      ).category,
    ).toBe('server_unavailable')
  })

  it('counts for nothing when it throws or answers nonsense', () => {
    const thrower = withHook(() => {
      throw new Error('app')
    })
    expect(classify(refusal('invalid_grant'), thrower).row).toBe('invalid-grant')
    const odd = withHook((() => 'constructor') as unknown as ClassifyRefusal)
    expect(classify(refusal('invalid_grant'), odd).row).toBe('invalid-grant')
  })

  it('is not asked about anything but a well-formed refusal', () => {
    const asked: Refusal[] = []
    const profile = withHook((said) => void asked.push(said))
    classify(refusal('invalid_grant', { status: 500 }), profile)
    classify(refusal('invalid_grant', { redirected: true }), profile)
    classify({ kind: 'exchange', exchange: { kind: 'no_response', cause: 'network' } }, profile)
    expect(asked).toEqual([])
    classify(refusal('invalid_grant'), profile)
    expect(asked).toEqual([{ status: 400, error: 'invalid_grant', errorDescription: null, errorCodes: [] }])
    expect(Object.isFrozen(asked[0])).toBe(true)
  })
})
