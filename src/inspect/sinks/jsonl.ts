import type { Sink } from '../sink.ts'

/** One frame a line, for a file that the viewer opens. `write` gets each line with its end. */
export function jsonlSink(write: (line: string) => void): Sink {
  return {
    name: 'jsonl',
    status: { kind: 'open' },
    write: (frame) => write(`${JSON.stringify(frame)}\n`),
    close: () => {},
  }
}
