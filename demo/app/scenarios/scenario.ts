import type { AuthStatus } from '../../../src/view.ts'
import type { TestWorldOptions } from '../../../src/testing/test-world.ts'
import type { Stage } from './stage.ts'

/** One thing that happens in a scenario, and what it comes to. */
export interface Act {
  /** What happens, in the present tense. */
  readonly says: string
  readonly does: (stage: Stage) => Promise<void>
  readonly status: AuthStatus
  readonly reason?: string
}

/** A story that the app has to survive. Its id is the same in Storybook and in the tests. */
export interface Scenario {
  readonly id: string
  readonly title: string
  readonly world?: TestWorldOptions
  readonly acts: readonly Act[]
}
