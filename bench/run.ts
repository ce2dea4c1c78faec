import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chartBenchmark } from './chart/benchmark.ts'
import { coalesce } from './coalesce/benchmark.ts'
import { coldStartBenchmark } from './cold-start/benchmark.ts'
import { decideBenchmark } from './decide/benchmark.ts'
import { herdBenchmark } from './herd/benchmark.ts'
import { queueBenchmark } from './queue/benchmark.ts'
import { layoutBenchmark } from './layout/benchmark.ts'
import { markdownOf, replaceSection, type Report } from './report.ts'
import { rendersBenchmark } from './renders/benchmark.ts'
import { request } from './request/benchmark.ts'
import { tabsBenchmark } from './tabs/benchmark.ts'
import { tokenRead } from './token-read/benchmark.ts'

const benchmarks: Readonly<Record<string, () => Promise<Report>>> = {
  'token-read': tokenRead,
  coalesce,
  request,
  decide: decideBenchmark,
  chart: chartBenchmark,
  layout: layoutBenchmark,
  queue: queueBenchmark,
  tabs: tabsBenchmark,
  'cold-start': coldStartBenchmark,
  herd: herdBenchmark,
  renders: rendersBenchmark,
}

const results = join(import.meta.dirname, 'results.md')

const head = `# Benchmark results

Written by \`npm run bench\`. Ratios carry over from machine to machine; times don't, and are printed only to be read beside each other.
All contestants of a table ran in one run, interleaved.
`

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(benchmarks, name))
if (unknown.length > 0) {
  console.error(`Cannot run ${unknown.join(', ')}: the benchmarks are ${Object.keys(benchmarks).join(', ')}`)
  process.exit(2)
}

for (const [name, measure] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const report = await measure()
  const section = markdownOf(name, report, new Date().toISOString().slice(0, 10))
  console.log(section)
  writeFileSync(results, replaceSection(existsSync(results) ? readFileSync(results, 'utf8') : head, name, section))
  if (report.broken.length > 0) process.exitCode = 1
}
