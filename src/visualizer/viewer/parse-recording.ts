import type { Frame } from '../../inspect/frame.ts'

/** Reads a recording, one frame a line; null where a line is none. What follows the last line's end may be missing. */
export function parseRecording(text: string): readonly Frame[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const frames = lines.map(parseFrame)
  // A recording that was cut off while it was written is still worth reading.
  const whole = frames.at(-1) === null ? frames.slice(0, -1) : frames
  const read = whole.flatMap((frame) => frame ?? [])
  return read.length === 0 || read.length < whole.length ? null : read
}

function parseFrame(line: string): Frame | null {
  try {
    const value: unknown = JSON.parse(line)
    return isFrame(value) ? value : null
  } catch {
    return null
  }
}

/** What came over a wire or out of a file. */
export function isFrame(value: unknown): value is Frame {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return false
  if (!('seq' in value) || typeof value.seq !== 'number' || !('at' in value) || typeof value.at !== 'number')
    return false
  if (!('kind' in value)) return false
  if (value.kind === 'chart') return 'chart' in value && isRecord(value.chart) && Array.isArray(value.chart['nodes'])
  if (!('value' in value) || !('children' in value) || !Array.isArray(value.children)) return false
  if (value.kind === 'checkpoint') return true
  return (
    value.kind === 'step' &&
    'event' in value &&
    typeof value.event === 'string' &&
    'edges' in value &&
    Array.isArray(value.edges)
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
