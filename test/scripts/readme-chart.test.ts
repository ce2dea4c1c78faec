import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readmeChart } from '../../scripts/chart/readme-chart.ts'
import { root } from '../../scripts/entries.ts'

it('the README shows the chart as it is (else: npm run chart)', () => {
  expect(readFileSync(join(root, 'docs', 'chart.svg'), 'utf8') === readmeChart()).toBe(true)
})
