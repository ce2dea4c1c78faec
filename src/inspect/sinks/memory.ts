import type { Frame } from '../frame.ts'
import type { Sink } from '../sink.ts'

/** Keeps what it is told, for a page that shows it itself and for tests. Each step once, by `seq`. */
export function memorySink(): Sink & { readonly frames: readonly Frame[] } {
  const frames: Frame[] = []
  return {
    name: 'memory',
    frames,
    status: { kind: 'open' },
    write: (frame) => frames.push(frame),
    close: () => {},
  }
}
