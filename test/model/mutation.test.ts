import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe as group, expect, it } from 'vitest'
import { bench } from './mutation/bench.ts'
import { identityOf } from './mutation/identity.ts'
import { matrixOf, tableOf, type Matrix } from './mutation/matrix.ts'
import { needless, reasonless, reasons } from './mutation/reasons.ts'

const file = join(import.meta.dirname, 'mutation/results.json')
const { judged: code, ...recorded } = JSON.parse(readFileSync(file, 'utf8')) as Matrix & { readonly judged: string }
const survivors = new Set(recorded.survivors)

/** One mutant in so many is judged here; `npm run mutation:model` judges them all. */
const oneIn = 12
const began = performance.now()
const { mutants, judge } = bench()
const judged = mutants.filter((_, index) => index % oneIn === 0).map(judge)
const seconds = ((performance.now() - began) / 1_000).toFixed(1)
const memory = Math.round(process.memoryUsage().rss / 1_048_576)

group('the matrix of the chart’s mutants', () => {
  it('is recorded for the chart and the model as they are', () => {
    expect(code, 'Judge all mutants again with: npm run mutation:model').toBe(identityOf())
  })

  it('lets none live without a reason, and has no reason left over', () => {
    expect(reasonless(recorded.survivors)).toEqual([])
    expect(needless(recorded.survivors)).toEqual([])
    expect(recorded.survivors.length).toBe(recorded.mutants - recorded.killed)
    // Each of them reaches the same places by the same moves: nobody could tell it from the shipped chart.
    expect(recorded.alike).toBe(recorded.survivors.length)
  })

  it('gives every reason as a sentence, once', () => {
    const named = reasons.flatMap((reason) => reason.survivors)
    expect(new Set(named).size).toBe(named.length)
    expect(reasons.filter(({ because }) => !/^[A-Z].{30,}\.$/.test(because))).toEqual([])
  })

  it('comes out again wherever it is judged anew', () => {
    expect(mutants).toHaveLength(recorded.mutants)
    process.stdout.write(`${tableOf(matrixOf(judged))}\n`)
    process.stdout.write(`${judged.length} of ${mutants.length} mutants judged in ${seconds} s, ${memory} MB; `)
    process.stdout.write(`on record ${recorded.killed} of ${recorded.mutants} are killed\n`)
    const differently = judged.filter(({ mutant, broken }) => survivors.has(mutant) !== (broken.length === 0))
    expect(differently).toEqual([])
  })

  it('has mutants that live in it: its judge is not one that kills all', () => {
    expect(judged.filter(({ broken }) => broken.length === 0).length).toBeGreaterThan(0)
  })
})
