import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bench } from './bench.ts'
import { identityOf } from './identity.ts'
import { matrixOf, tableOf } from './matrix.ts'
import { needless, reasonless } from './reasons.ts'

/* Every operator on every declared transition of the chart. Takes minutes, so it runs by itself and is recorded. */

const began = performance.now()
const { mutants, judge } = bench()
const matrix = matrixOf(mutants.map(judge))
const file = join(import.meta.dirname, 'results.json')
const known = readFileSync(file, 'utf8')
const next = `${JSON.stringify({ judged: identityOf(), ...matrix }, null, 2)}\n`
writeFileSync(file, next)

const seconds = Math.round((performance.now() - began) / 1_000)
const memory = Math.round(process.memoryUsage().rss / 1_048_576)
const news = next === known ? 'as recorded' : 'recorded anew'
process.stdout.write(`${tableOf(matrix)}\n${seconds} s, ${memory} MB; ${news}\n`)
const complaints = [
  ...reasonless(matrix.survivors).map((survivor) => `survives without a reason: ${survivor}`),
  ...needless(matrix.survivors).map((survivor) => `has a reason and does not survive: ${survivor}`),
]
for (const complaint of complaints) process.stdout.write(`${complaint}\n`)
process.exitCode = complaints.length === 0 ? 0 : 1
