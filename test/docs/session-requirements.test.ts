import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ids, rowsOf, stands } from './requirement-rows.ts'

const page = readFileSync('docs/results/session-safety.md', 'utf8')
const rows = rowsOf(page)
const unshown = [...page.matchAll(/^\| ([A-Z]{2}-\d{2}) \| [^|]+ \|$/gm)].map(([, id = '']) => id)
const required = [
  ...ids('RF', 16),
  ...ids('RC', 13),
  ...ids('EC', 12),
  ...ids('ST', 21),
  ...ids('MT', 13),
  ...ids('SO', 11),
  ...ids('MA', 7),
  ...ids('IR', 9),
  ...ids('SC', 7),
]

it('every requirement of session safety has its test, or a reason why not', () => {
  const said = [...new Set([...rows.map(({ id }) => id), ...unshown])]
  expect(said.toSorted()).toEqual(required.toSorted())
  expect(unshown.filter((id) => rows.some((row) => row.id === id))).toEqual([])
})

it('every test that is named stands where it is said to', () => {
  expect(rows.filter((row) => !stands(row))).toEqual([])
})
