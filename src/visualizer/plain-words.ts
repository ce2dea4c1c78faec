import type { Tone, Trigger } from '../../machines/meta/words.ts'
import type { ChartEdge, ChartNode } from './chart-model.ts'

/** What to call a state where nobody has written a title: `SIGNED_OUT` → `Signed out`, `stepUp` → `Step up`. */
export function titleOf(node: ChartNode): string {
  return node.words?.title ?? sentenceCase(node.key)
}

/** The word of a tone, so that colour never speaks alone. */
export const toneWords: Readonly<Record<Tone, string>> = {
  rest: 'at rest',
  calm: 'all is well',
  working: 'working',
  careful: 'careful',
  ask: 'needs you',
  stop: 'stopped',
}

/** States nobody has given a tone wait, as far as a drawing can tell. */
export function toneOf(node: ChartNode): Tone {
  return node.words?.tone ?? (node.tags.includes('busy') ? 'working' : 'rest')
}

/** What sets an edge off: as written, else as far as its event tells. */
export function triggerOf(edge: ChartEdge): Trigger {
  if (edge.words !== null) return edge.words.trigger
  if (edge.kind === 'after') return 'time'
  const [who] = edge.event.split('.')
  if (who === 'user' || who === 'network' || who === 'tab' || who === 'server') return who
  return edge.kind === 'event' && !edge.event.includes('.') ? 'user' : 'system'
}

/** What has to happen for an edge to be taken, without the `When`. */
export function causeOf(edge: ChartEdge): string {
  if (edge.words !== null) return edge.words.label
  return edge.guard === null ? eventWords(edge) : `${eventWords(edge)}, if ${edge.guard.words}`
}

function eventWords({ event, kind }: ChartEdge): string {
  if (kind === 'always') return 'At once'
  if (kind === 'after') return `After ${event.split('.')[2] ?? 'a while'}`
  const actor = sentenceCase(event.split('.').at(-1) ?? event)
  if (kind === 'done') return `${actor} ends`
  if (kind === 'error') return `${actor} breaks`
  return event
}

function sentenceCase(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}
