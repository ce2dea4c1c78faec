import { connectivity } from './connectivity.ts'
import { initialContext } from './context.ts'
import { queue } from './queue.ts'
import { revocation } from './revocation.ts'
import { session } from './session.ts'
import { chart } from './setup.ts'
import { stepUp } from './step-up.ts'

/**
 * The session of one user in one context, as five parallel regions. It decides; it holds no secret, no clock and no
 * network. `createAuth` provides its actors.
 */
export const authMachine = chart.createMachine({
  id: 'auth',
  type: 'parallel',
  // A circle of eventless transitions would hang the app; the longest lawful chain takes under ten.
  options: { maxIterations: 100 },
  context: ({ input }) => initialContext(input),
  states: { session, connectivity, queue, stepUp, revocation },
})
