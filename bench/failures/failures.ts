import type { Failure } from './failure.ts'
import { sessionFailures } from './session/failures.ts'

/** Every failure that is shown, in the order of their numbers. */
export const failures: readonly Failure[] = [...sessionFailures]
