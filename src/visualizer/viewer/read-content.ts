import type { ChartModel } from '../chart-model.ts'
import { embeddedModel } from '../export/embed-model.ts'
import { parseModel } from '../export/parse-model.ts'
import { readRecording } from '../timeline/recording.ts'
import { parseRecording } from './parse-recording.ts'
import { showChart, takeFrame, type Shown } from './shown.ts'

export type Content =
  | { readonly kind: 'chart'; readonly model: ChartModel }
  | { readonly kind: 'recording'; readonly shown: Shown }
  /** A recording of steps without its chart. */
  | { readonly kind: 'no_chart' }
  | { readonly kind: 'unknown' }

/** Tells what a file holds by what is in it, not by its name. */
export function readContent(text: string, current: ChartModel | null): Content {
  const model = parseModel(text) ?? embeddedModel(text)
  if (model !== null) return { kind: 'chart', model }
  const frames = parseRecording(text)
  if (frames !== null) {
    const shown = frames.reduce(takeFrame, null)
    return shown === null ? { kind: 'no_chart' } : { kind: 'recording', shown }
  }
  const read = readRecording(text)
  if (!read.ok) return { kind: 'unknown' }
  if (current === null) return { kind: 'no_chart' }
  const shown = showChart(current)
  return { kind: 'recording', shown: { ...shown, start: read.steps[0]?.before ?? [], steps: read.steps } }
}

/** What a link carries: `#chart=` or `#recording=` and the text in base64url. Null: nothing, or nothing readable. */
export function contentInFragment(fragment: string): string | null {
  const [, coded] = /^#(?:chart|recording)=([\w-]+)$/.exec(fragment) ?? []
  if (coded === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(coded.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
