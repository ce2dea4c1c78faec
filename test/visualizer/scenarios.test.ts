import { describe, expect, it } from 'vitest'
import { scenarioOf, scenarios } from '../../demo/app/scenarios/scenarios.ts'
import { raiseStage } from '../../demo/app/scenarios/stage.ts'

describe('the scenarios of Storybook', () => {
  it.each(scenarios.map(({ id }) => id))('come to what they say: %s', async (id) => {
    const { world, acts } = scenarioOf(id)
    const stage = await raiseStage(world)
    for (const { says, does, status, reason } of acts) {
      await does(stage)
      const view = stage.auth.state
      expect({ says, status: view.status, reason: 'reason' in view ? view.reason : undefined }).toEqual({
        says,
        status,
        reason,
      })
    }
    stage.dispose()
  })
})
