import { describe, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { coverage } from '../../src/testing/explore/coverage.ts'
import { journeys } from '../../src/testing/journeys/journeys.ts'
import { JourneyFailure, runJourney } from '../../src/testing/journeys/run-journey.ts'
import { worldDriver } from '../../src/testing/journeys/world-driver.ts'

const all = journeys()

describe('journeys', () => {
  it('are few and walk what acts can reach of the chart', () => {
    const walked = new Set(all.flatMap(({ edges }) => edges))
    const declared = coverage(authMachine, []).edges
    process.stdout.write(`${all.length} journeys walk ${walked.size} of ${declared} transitions\n`)
    expect(all.length).toBeGreaterThanOrEqual(50)
    expect(walked.size).toBeGreaterThanOrEqual(60)
  })

  it('are each a story of their own', () => {
    expect(new Set(all.map(({ acts }) => acts.join())).size).toBe(all.length)
  })

  it('leave out what an app cannot do', () => {
    const few = journeys({ can: ['sign in', 'sign out'] })
    expect(new Set(few.flatMap(({ acts }) => acts))).toEqual(new Set(['sign in', 'sign out']))
  })

  it('tell what an app did instead, in one sentence, with a test that shows it again', async () => {
    const driver = worldDriver({ look: () => ({ status: 'SIGNED_OUT', reason: null }) })
    const [journey] = journeys({ can: ['sign in'] })
    const failure = await runJourney(driver, journey ?? { acts: [], sights: [], edges: [] }).catch(
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(JourneyFailure)
    const report = failure instanceof JourneyFailure ? failure.message : ''
    expect(report.split('\n')[0]).toBe('After “sign in” the chart is in ACTIVE, and the app shows SIGNED_OUT.')
    expect(report).toContain("await driver.act('sign in')")
    expect(report).toContain('1. sign in → ACTIVE')
  })
})
