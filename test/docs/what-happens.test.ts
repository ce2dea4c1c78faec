import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { whatHappens } from '../../scripts/docs/what-happens-text.ts'

it('docs/what-happens-when.md says what the classification table says', () => {
  expect(readFileSync('docs/what-happens-when.md', 'utf8')).toBe(whatHappens())
})
