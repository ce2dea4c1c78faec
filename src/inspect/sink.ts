import type { Frame } from './frame.ts'

/** Why nobody reads, or that somebody does. */
export type SinkStatus =
  | { readonly kind: 'open' }
  /** Nobody has answered yet. */
  | { readonly kind: 'waiting'; readonly reason: 'no_handshake' }
  | { readonly kind: 'closed'; readonly reason: 'popup_blocked' | 'closed' }

/** Where frames go. It may be handed a frame its reader already has: readers go by `seq`. */
export interface Sink {
  readonly name: string
  /** Takes one frame. One that throws gets no more; must not keep the machine waiting. */
  write(frame: Frame): void
  /** Called once, with what to send a reader that comes late: the chart, where it stood, and what has happened since. */
  connect?(replay: () => readonly Frame[]): void
  readonly status: SinkStatus
  close(): void
}
