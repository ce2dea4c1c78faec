import { defineConfig } from 'vitest/config'

/** The tests that judge the modules under mutation, without a browser or a DOM. Fewer generated cases: there are many runs. */
export default defineConfig({
  test: {
    include: [
      'test/policy/deci*.test.ts',
      'test/policy/rules.test.ts',
      'test/time/*.test.ts',
      'test/step-up/coverage.test.ts',
    ],
    env: { PROPERTY_RUNS: '1000' },
  },
})
