import { expect, it } from 'vitest'
import { cap, fixed, requestsPerSecond, shipped } from '../../bench/herd/herd.ts'

const clients = 50_000
const highest = (seconds: readonly number[]): number => seconds.reduce((most, one) => Math.max(most, one), 0)

it('spreads clients that failed in the same second, from the first retry on (RF-11)', () => {
  const short = requestsPerSecond({ clients, outage: 0, next: shipped(1) })
  expect(highest(short) / (clients / 60)).toBeLessThan(1.5)
  expect(highest(requestsPerSecond({ clients, outage: 0, next: fixed }))).toBe(clients)
})

it('meets a server that is back after ten minutes with at most twice an even spread (RF-11)', () => {
  const outage = 600_000
  const after = requestsPerSecond({ clients, outage, next: shipped(1) }).slice(outage / 1_000)
  expect(highest(after) / (clients / (cap / 1_000))).toBeLessThanOrEqual(2)
  expect(highest(after) / clients).toBeLessThanOrEqual(0.01)
})
