/** What one of the contestants did when the same thing happened to it. */
export interface Seen {
  /** What a user was promised still holds. */
  readonly holds: boolean
  /** One clause: what could be observed from outside. */
  readonly saw: string
}

/** The same trouble for a published package and for ours. */
export interface Shown {
  readonly peer: Seen
  readonly ours: Seen
}

/** One known failure of a published package, shown with the package itself. */
export interface Failure {
  /** As listed where today's packages fail: P1, P2 … */
  readonly id: string
  /** Name in the registry. */
  readonly peer: string
  /** The trouble, in one clause. */
  readonly when: string
  readonly show: () => Promise<Shown>
}
