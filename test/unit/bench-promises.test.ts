import { describe, expect, it } from 'vitest'
import { coalesceReport } from '../../bench/coalesce/report.ts'
import type { BurstRun } from '../../bench/coalesce/burst-run.ts'
import { names as callers } from '../../bench/coalesce/names.ts'
import { names as clients } from '../../bench/request/names.ts'
import { requestReport, type RequestRun } from '../../bench/request/report.ts'
import { tokenReadReport, type TokenReadRun } from '../../bench/token-read/report.ts'
import { names as readers } from '../../bench/token-read/names.ts'

describe('the request', () => {
  const run: RequestRun = {
    samples: {
      [clients.fetch]: [10, 10],
      [clients.own]: [10.5, 10.5],
      [clients.ky]: [20, 20],
      [clients.kyAuth]: [22, 22],
    },
    rounds: 2,
    tokenRequests: 0,
  }

  it('is compared with the same client signed by hand', () => {
    expect(requestReport(run, { engine: 'Engine 1', versions: { axios: '1.0.0' } })).toMatchObject({
      verdicts: [
        'auth.fetch to fetch: 1.05× (goal ≤ 1.1; met)',
        'kyAuth to ky with a hand-written hook: 1.1× (goal ≤ 1.05; MISSED)',
      ],
      broken: [],
    })
  })

  it('breaks its promise when a valid token is renewed', () => {
    expect(requestReport({ ...run, tokenRequests: 2 }, { engine: 'Engine 1', versions: {} }).broken).toEqual([
      'sending with a valid token sent 2 token requests',
    ])
  })
})

describe('the token read', () => {
  const run: TokenReadRun = {
    samples: {
      [readers.bare]: [1, 1],
      [readers.own]: [2, 2],
      [readers.oidcClient]: [20, 20],
      [readers.oidcClientInMemory]: [10, 10],
      [readers.auth0]: [40, 40],
    },
    rounds: 2,
    chartSteps: 0,
    tokenRequests: 0,
  }
  const around = { engine: 'Engine 1', versions: { 'oidc-client-ts': '3.5.0', '@auth0/auth0-spa-js': '2.27.0' } }

  it('is compared with nothing at all and with the fastest peer, whichever that is', () => {
    const { verdicts, rows, broken } = tokenReadReport(run, around)
    expect(verdicts).toEqual([
      'authchart to the fastest peer (oidc-client-ts, user kept in memory): 0.2× (goal ≤ 0.33; met)',
      'authchart to an in-memory async function: 2× (2×–2×)',
    ])
    expect(rows.map(([name]) => name)).toContain('auth0-spa-js (2.27.0)')
    expect(broken).toEqual([])
  })

  it('misses its goal when a peer is faster than a third of it', () => {
    const faster = { ...run, samples: { ...run.samples, [readers.auth0]: [5, 5] } }
    expect(tokenReadReport(faster, around).verdicts[0]).toBe(
      'authchart to the fastest peer (auth0-spa-js): 0.4× (goal ≤ 0.33; MISSED)',
    )
  })

  it.each([
    [{ chartSteps: 3 }, 'reading a valid token moved the chart 3 times'],
    [{ tokenRequests: 1 }, 'reading a valid token sent 1 token requests'],
  ])('breaks its promise when it does more than read: %o', (fault, sentence) => {
    expect(tokenReadReport({ ...run, ...fault }, around).broken).toEqual([sentence])
  })
})

describe('the burst', () => {
  const burst: BurstRun = {
    calls: 10,
    answerTime: 0,
    samples: { [callers.hand]: [2, 2], [callers.own]: [3, 3], [callers.durable]: [4, 4] },
    requests: { [callers.hand]: 2, [callers.own]: 2, [callers.durable]: 2, [callers.naive]: 10 },
    rounds: 2,
  }

  it('keeps its promise when each session asks once', () => {
    const { broken, verdicts } = coalesceReport([burst], 'Engine 1')
    expect(broken).toEqual([])
    expect(verdicts[0]).toBe('token requests per burst: 1')
  })

  it.each([
    ['a second request', { [callers.own]: 3 }, 'authchart, in memory: 1.5 token requests per burst'],
    ['no request', { [callers.durable]: 0 }, 'authchart, IndexedDB and Web Locks: 0 token requests per burst'],
    ['a server that counts nothing', { [callers.naive]: 1 }, 'the server did not count'],
  ])('breaks it with %s', (_, counted, sentence) => {
    const planted = { ...burst, requests: { ...burst.requests, ...counted } }
    expect(coalesceReport([planted], 'Engine 1').broken).toEqual([expect.stringContaining(sentence)])
  })

  it('is judged by its worst size', () => {
    const worse = { ...burst, calls: 100, samples: { ...burst.samples, [callers.own]: [6, 6] } }
    const better = { ...burst, calls: 1_000, samples: { ...burst.samples, [callers.own]: [2, 2] } }
    expect(coalesceReport([burst, worse, better], 'Engine 1').verdicts).toContain(
      'wall time, authchart, in memory, server answers at once, worst of all bursts: 3× (goal ≤ 1.15; MISSED)',
    )
  })
})
