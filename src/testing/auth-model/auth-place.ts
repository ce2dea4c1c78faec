import type { authMachine } from '../../../machines/auth.machine.ts'
import type { Instant } from '../../../machines/time.ts'
import type { Place, Step } from '../explore/place.ts'

export type AuthMachine = typeof authMachine

/** Until when the server asked for a pause, as the world knows it. */
export type Pause = Instant | null

export type AuthPlace = Place<AuthMachine, Pause>
export type AuthStep = Step<AuthMachine, Pause>
