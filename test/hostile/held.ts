import { afterAll, expect } from 'vitest'
import type { Bombarded } from './bombard.ts'

/** No boundary gets fewer. */
export const least = 10_000

/** Holds every boundary of a file to that number, and prints at its end what each went through. */
export function held(): (report: Promise<Bombarded>) => Promise<Bombarded> {
  const reports: Bombarded[] = []
  afterAll(() => {
    for (const { boundary, inputs, taken, slowest } of reports) {
      process.stdout.write(`${boundary}: ${inputs} inputs, ${taken} taken, slowest ${slowest.toFixed(1)} ms\n`)
    }
  })
  return async (report) => {
    const done = await report
    reports.push(done)
    expect(done.inputs).toBeGreaterThanOrEqual(least)
    return done
  }
}
