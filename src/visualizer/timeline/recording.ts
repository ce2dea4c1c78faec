import { instant } from '../../../machines/time.ts'
import type { Step } from '../watch-actor.ts'

export type ReadRecording =
  | { readonly ok: true; readonly steps: readonly Step[] }
  /** The first line that is no event, counted from one. */
  | { readonly ok: false; readonly line: number }

/** One event a line. Names and moments only, as the watch has them: no payload can get in. */
export function writeRecording(steps: readonly Step[]): string {
  return steps
    .map(({ number, at, event, edges, before, after }) => JSON.stringify({ number, at, event, edges, before, after }))
    .join('\n')
}

export function readRecording(text: string): ReadRecording {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const steps: Step[] = []
  for (const [place, line] of lines.entries()) {
    const step = stepFrom(line)
    if (step === null) return { ok: false, line: place + 1 }
    steps.push(step)
  }
  return lines.length === 0 ? { ok: false, line: 1 } : { ok: true, steps }
}

function stepFrom(line: string): Step | null {
  const value = parsed(line)
  if (typeof value !== 'object' || value === null) return null
  const fields = new Map<string, unknown>(Object.entries(value))
  const [number, at, event] = [fields.get('number'), fields.get('at'), fields.get('event')]
  const [edges, before, after] = [names(fields.get('edges')), names(fields.get('before')), names(fields.get('after'))]
  if (typeof number !== 'number' || typeof event !== 'string' || !isMoment(at)) return null
  if (edges === null || before === null || after === null) return null
  return { number, at: instant(at), event, edges, before, after }
}

/** A moment that a calendar can show (ECMA-262 §21.4.1.1). */
function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}

function names(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null
  const texts = value.filter((one) => typeof one === 'string')
  return texts.length === value.length ? texts : null
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
