/** What a reader can set off: only where a copy of the machine is played with, never on a running session. */
export interface Firing {
  /** Something can happen right now that takes this edge. */
  can(edge: string): boolean
  fire(edge: string): void
  /** The edge under the pointer or the focus; null when it is left. */
  hint(edge: string | null): void
}
