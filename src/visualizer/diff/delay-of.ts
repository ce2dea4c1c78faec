import type { ChartEdge } from '../chart-model.ts'
import { spanWords } from '../span-words.ts'

/** How long a timed transition waits: milliseconds, or the name of a delay. XState writes it into the event's name. */
export function delayOf({ event, source }: ChartEdge): string {
  const rest = event.slice('xstate.after.'.length)
  return rest.endsWith(`.${source}`) ? rest.slice(0, -source.length - 1) : (rest.split('.')[0] ?? rest)
}

export function delayWords(edge: ChartEdge): string {
  const delay = delayOf(edge)
  return /^\d+$/.test(delay) ? spanWords(Number(delay)) : delay
}
