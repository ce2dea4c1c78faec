import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Row {
  readonly id: string
  readonly file: string
  readonly title: string
}

const rows = rowsOf(readFileSync('docs/results/policy.md', 'utf8'))
const ids = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`)

it('every requirement of the policy, of step-up and of trusted time has its test', () => {
  expect([...new Set(rows.map(({ id }) => id))]).toEqual([...ids('OP', 10), ...ids('SU', 8), ...ids('TM', 9)])
})

it('every test that is named stands where it is said to', () => {
  expect(rows.filter((row) => !stands(row))).toEqual([])
})

it('a title that nobody wrote is missed', () => {
  const [row] = rowsOf('| OP-01 | x | `test/docs/policy-requirements.test.ts` | a title that ' + 'nobody has |')
  expect(row !== undefined && stands(row)).toBe(false)
})

function rowsOf(text: string): readonly Row[] {
  return [...text.matchAll(/^\| ((?:OP|SU|TM)-\d{2}) \| [^|]+ \| `([^`]+)` \| ([^|]+) \|$/gm)].map(
    ([, id = '', file = '', title = '']) => ({ id, file, title: title.trim() }),
  )
}

function stands({ file, title }: Row): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes(title)
}
