import { describe, expect, it } from 'vitest'
import { journeys } from '../../src/testing/journeys/journeys.ts'
import { runJourney } from '../../src/testing/journeys/run-journey.ts'
import { worldDriver } from '../../src/testing/journeys/world-driver.ts'

const all = journeys()

describe('createAuth on a deterministic world', () => {
  it.each(all.map((journey) => [journey.acts.join(' · ') || 'a new device', journey] as const))(
    '%s',
    async (_, journey) => {
      await expect(runJourney(worldDriver(), journey)).resolves.toBeUndefined()
    },
  )
})
