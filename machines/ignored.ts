import type { connectivity } from './connectivity.ts'
import type { StateId } from './edge-id.ts'
import type { AuthEventType } from './events.ts'
import { ignoredWhileOpening } from './ignored/opening.ts'
import { ignoredBesideSession } from './ignored/regions.ts'
import { ignoredWhileShut } from './ignored/shut.ts'
import { ignoredWhileSignedIn } from './ignored/signed-in.ts'
import type { queue } from './queue.ts'
import type { revocation } from './revocation.ts'
import type { session } from './session.ts'
import type { stepUp } from './step-up.ts'

export type AuthStateId =
  | StateId<typeof session, 'auth.session'>
  | StateId<typeof connectivity, 'auth.connectivity'>
  | StateId<typeof queue, 'auth.queue'>
  | StateId<typeof stepUp, 'auth.stepUp'>
  | StateId<typeof revocation, 'auth.revocation'>

/** Events that leave a state, and all states inside it, as they are; and why that is right. */
export interface Ignored {
  readonly state: AuthStateId
  readonly events: readonly AuthEventType[]
  readonly reason: string
}

/** Every event that concerns a region and that one of its states does not act on. A test proves the list complete and free of excess. */
export const ignored: readonly Ignored[] = [
  ...ignoredWhileOpening,
  ...ignoredWhileSignedIn,
  ...ignoredWhileShut,
  ...ignoredBesideSession,
]
