import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ids, rowsOf, stands } from './requirement-rows.ts'

describe.each([
  ['docs/results/policy.md', [...ids('OP', 10), ...ids('SU', 8), ...ids('TM', 9)]],
  ['docs/results/queue.md', ids('QU', 14)],
] as const)('%s', (page, required) => {
  const rows = rowsOf(readFileSync(page, 'utf8'))

  it('names a test for every requirement', () => {
    expect([...new Set(rows.map(({ id }) => id))]).toEqual(required)
  })

  it('names tests that stand where it says', () => {
    expect(rows.filter((row) => !stands(row))).toEqual([])
  })
})

it('a title that nobody wrote is missed', () => {
  const [row] = rowsOf('| OP-01 | x | `test/docs/requirements.test.ts` | a title that ' + 'nobody has |')
  expect(row !== undefined && stands(row)).toBe(false)
})

it('no test of the queue names a requirement that there is not', () => {
  const known = new Set(ids('QU', 14))
  const named = readdirSync('test/queue')
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(join('test/queue', file), 'utf8').match(/QU-\d{2}/g) ?? [])
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((id) => !known.has(id))).toEqual([])
})
