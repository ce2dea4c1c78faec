import { connectivityEdges, connectivityStates } from './meta/connectivity.ts'
import { queueEdges, queueStates } from './meta/queue.ts'
import { revocationEdges, revocationStates } from './meta/revocation.ts'
import { sessionEdges } from './meta/session-edges.ts'
import { sessionStates } from './meta/session-states.ts'
import { stepUpEdges, stepUpStates } from './meta/step-up.ts'
import type { ChartWords } from './meta/words.ts'

/**
 * The design contract: what every state and every transition of the chart means to people. Each region's words are
 * checked against its drawing, so a state or a transition without words does not compile. The core never imports them.
 */
export const words: ChartWords = {
  states: { ...sessionStates, ...connectivityStates, ...queueStates, ...stepUpStates, ...revocationStates },
  edges: { ...sessionEdges, ...connectivityEdges, ...queueEdges, ...stepUpEdges, ...revocationEdges },
}
