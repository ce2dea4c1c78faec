import type { Failure } from './failure.ts'
import { queueFailures } from './queue/failures.ts'
import { sessionFailures } from './session/failures.ts'

/** Every failure that is shown, in the order of their numbers. */
export const failures: readonly Failure[] = [...sessionFailures, ...queueFailures]
