/**
 * The modules that decide: what ends a session, what may be done and until when, what is sent next, when it is tried again
 * and what may leave. Every branch of theirs is taken by a test, and few changes to them would go unnoticed.
 */
export const decisionModules: readonly string[] = [
  'src/refresh/classification.ts',
  'src/refresh/classification-table.ts',
  'src/refresh/retry-timing.ts',
  'src/policy/decide.ts',
  'src/policy/decision.ts',
  'src/policy/define-capabilities.ts',
  'src/policy/narrow-rule.ts',
  'src/step-up/coverage.ts',
  'src/time/high-water.ts',
  'src/time/parse-duration.ts',
  'src/time/server-offset.ts',
  'src/time/trusted-clock.ts',
  'src/queue/planner.ts',
  'src/queue/backoff.ts',
  'src/queue/classify-reply.ts',
  'src/inspect/redact-stately-event.ts',
]

/** The tests that judge them, without a browser or a DOM. */
export const decisionTests: readonly string[] = [
  'test/unit/classification*.test.ts',
  'test/unit/failed-rounds.test.ts',
  'test/unit/retry-breaker.test.ts',
  'test/unit/retry-schedule.test.ts',
  'test/policy/*.test.ts',
  'test/time/*.test.ts',
  'test/step-up/coverage.test.ts',
  'test/queue/planner.test.ts',
  'test/queue/classify-reply.test.ts',
  'test/queue/settlement.test.ts',
  'test/queue/standing.test.ts',
  'test/inspect/*.test.ts',
]
