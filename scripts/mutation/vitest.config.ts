import { defineConfig } from 'vitest/config'
import { decisionTests } from '../decisions.ts'

/** The tests that judge the modules under mutation. Fewer generated cases: there are many runs. */
export default defineConfig({
  test: { include: [...decisionTests], env: { PROPERTY_RUNS: '300' } },
})
