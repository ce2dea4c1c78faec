import { defineConfig } from 'vitest/config'
import { decisionModules, decisionTests } from '../decisions.ts'

/** Fails when a branch of a module that decides is taken by no test. */
export default defineConfig({
  test: {
    include: [...decisionTests],
    env: { PROPERTY_RUNS: '1000' },
    testTimeout: 60_000,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: [...decisionModules],
      reporter: ['text-summary'],
      reportsDirectory: '.cache/coverage',
      thresholds: { perFile: true, branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
})
