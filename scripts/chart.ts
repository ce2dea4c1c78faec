import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readmeChart } from './chart/readme-chart.ts'
import { root } from './entries.ts'

// The picture on the README's first screen. A test fails when it no longer shows the chart.
writeFileSync(join(root, 'docs', 'chart.svg'), readmeChart())
