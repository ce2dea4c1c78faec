import type { ChartModel } from '../chart-model.ts'
import { embeddedModel } from '../export/embed-model.ts'
import { parseModel } from '../export/parse-model.ts'
import { readRecording } from '../timeline/recording.ts'
import { isAbout } from '../verdicts/is-about.ts'
import { parseResults } from '../verdicts/parse-results.ts'
import type { ChartResults } from '../verdicts/results.ts'
import { parseRecording } from './parse-recording.ts'
import { showChart, takeFrame, type Shown } from './shown.ts'

export type Content =
  /** With `results`: what tests found out about it, from the same file. */
  | { readonly kind: 'chart'; readonly model: ChartModel; readonly results: ChartResults | null }
  /** What tests found out about the chart that is shown. */
  | { readonly kind: 'results'; readonly results: ChartResults }
  /** What tests found out about another chart. */
  | { readonly kind: 'other_chart' }
  | { readonly kind: 'recording'; readonly shown: Shown }
  /** A recording, or findings, without the chart they are about. */
  | { readonly kind: 'no_chart' }
  | { readonly kind: 'unknown' }

/** Tells what a file holds by what is in it, not by its name. */
export function readContent(text: string, current: ChartModel | null): Content {
  const model = parseModel(text) ?? embeddedModel(text)
  const results = parseResults(text)
  if (model !== null)
    return { kind: 'chart', model, results: results !== null && isAbout(results, model) ? results : null }
  if (results !== null) {
    if (current === null) return { kind: 'no_chart' }
    return isAbout(results, current) ? { kind: 'results', results } : { kind: 'other_chart' }
  }
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

/** What a link carries: `#chart=`, `#results=` or `#recording=` and the text in base64url. Null: nothing, or nothing readable. */
export function contentInFragment(fragment: string): string | null {
  const [, coded] = /^#(?:chart|results|recording)=([\w-]+)$/.exec(fragment) ?? []
  if (coded === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(coded.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
