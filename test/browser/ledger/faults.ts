/** Where the browser is killed. The first three and the last two are reached in the page, the others at the server. */
export const faultPoints = [
  /** An item is about to be stored. */
  'storing',
  /** It is stored; nobody has the receipt. */
  'stored',
  /** Marked in flight on disk; nothing has left. */
  'claimed',
  /** The request has arrived; nothing is done. */
  'arrived',
  /** The effect has taken place; no answer has left. */
  'acted',
  /** The answer is there; nothing of it is on disk. */
  'answered',
  /** Settled on disk, and the next item claimed. */
  'settled',
] as const
export type FaultPoint = (typeof faultPoints)[number]

export interface Fault {
  readonly point: FaultPoint
  /** At which time that the point is reached, from 1. */
  readonly at: number
}

/** Items that have to be acknowledged before a round's fault point counts: there must be something that a kill can lose. */
export const acknowledgedFirst = 2

/** What one page is told to do, in its address. */
export interface Task {
  readonly user: string
  readonly tab: number
  readonly round: number
  readonly items: number
  readonly fault: Fault | null
}
