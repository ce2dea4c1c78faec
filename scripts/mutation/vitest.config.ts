import { defineConfig } from 'vitest/config'
import { decisionTests } from '../decisions.ts'

/** Whole sessions notice little that the others don't, and take seconds for each of a thousand mutants. */
const slow = ['test/policy/{session,new-build,*-session}*.test.ts', 'test/inspect/{inspector,canary,stately}.test.ts']

/** The tests that judge the modules under mutation. Fewer generated cases: there are many runs. */
export default defineConfig({
  test: { include: [...decisionTests], exclude: slow, env: { PROPERTY_RUNS: '200' }, testTimeout: 60_000 },
})
