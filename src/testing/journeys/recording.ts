import type { ChartDescription } from '../../../machines/describe.ts'
import type { Auth } from '../../auth.ts'
import { createAuthInspector } from '../../inspect/create-auth-inspector.ts'
import type { Frame } from '../../inspect/frame.ts'
import { memorySink } from '../../inspect/sinks/memory.ts'

/** Keeps what a journey's app does, over all its starts. Names and moments only, as every inspector tells them. */
export interface JourneyRecorder {
  watch(auth: Auth): void
  readonly frames: readonly Frame[]
}

export function journeyRecorder(): JourneyRecorder {
  const starts: (readonly Frame[])[] = []
  return {
    watch(auth) {
      const sink = memorySink()
      createAuthInspector(auth, { sinks: [sink] })
      starts.push(sink.frames)
    },
    get frames() {
      let seq = 0
      return starts.flatMap((frames, start) =>
        frames.flatMap((frame) => {
          // The chart stays the same; a later start goes on where the one before it ended.
          if (start > 0 && frame.kind !== 'step') return []
          if (frame.kind === 'step') seq += 1
          return [{ ...frame, seq }]
        }),
      )
    },
  }
}

/**
 * The address at which the viewer plays a recording: everything is in the fragment, which no browser sends anywhere. Of the
 * chart it carries what the run has touched, so that it stays short enough for a link.
 */
export function viewerLink(viewer: string, frames: readonly Frame[]): string {
  const text = frames
    .map((frame) => JSON.stringify(frame.kind === 'chart' ? touchedBy(frames, frame) : frame))
    .join('\n')
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
  return `${viewer}#recording=${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

function touchedBy(frames: readonly Frame[], frame: Extract<Frame, { readonly kind: 'chart' }>): Frame {
  const { chart } = frame
  const taken = new Set(frames.flatMap((one) => (one.kind === 'step' ? one.edges : [])))
  const ends = chart.nodes.flatMap(({ transitions }) =>
    transitions.filter(({ id }) => taken.has(id)).flatMap(({ source, targets }) => [source, ...targets]),
  )
  const stood = frames.flatMap((one) => (one.kind === 'chart' ? [] : statesIn(one.value, chart.id)))
  const touched = new Set([chart.id, ...ends, ...stood].flatMap(withAncestors))
  const nodes = chart.nodes
    .filter(({ id }) => touched.has(id))
    .map((node) => ({
      ...node,
      initial: node.initial.filter((id) => touched.has(id)),
      transitions: node.transitions.filter(({ id }) => taken.has(id)),
      words: null,
    }))
  return { ...frame, chart: { ...chart, nodes } satisfies ChartDescription }
}

function statesIn(value: unknown, at: string): readonly string[] {
  if (typeof value === 'string') return [`${at}.${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, rest]) => [`${at}.${key}`, ...statesIn(rest, `${at}.${key}`)])
}

function withAncestors(id: string): readonly string[] {
  const parts = id.split('.')
  return parts.map((_, place) => parts.slice(0, place + 1).join('.'))
}
