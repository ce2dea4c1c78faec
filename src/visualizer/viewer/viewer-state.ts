import type { ChartModel } from '../chart-model.ts'
import type { ChartResults } from '../verdicts/results.ts'
import { isFrame } from './parse-recording.ts'
import { readContent } from './read-content.ts'
import { showChart, takeFrame, type Shown } from './shown.ts'
import { takeStately, type Followed } from './take-stately.ts'

export type Link = 'none' | 'waiting' | 'live'

export interface ViewerState {
  readonly shown: Shown | null
  /** A second chart to compare with. */
  readonly older: ChartModel | null
  /** What tests found out about the chart that is shown. */
  readonly results: ChartResults | null
  readonly followed: Followed | null
  readonly link: Link
  /** Why the last file could not be shown; empty: it could. */
  readonly problem: string
}

export type ViewerAct =
  | { readonly type: 'text'; readonly text: string; readonly name: string }
  | { readonly type: 'message'; readonly message: unknown }
  | { readonly type: 'asked' }

export const nothingShown: ViewerState = {
  shown: null,
  older: null,
  results: null,
  followed: null,
  link: 'none',
  problem: '',
}

export function viewerState(state: ViewerState, act: ViewerAct): ViewerState {
  switch (act.type) {
    case 'asked':
      return state.link === 'none' ? { ...state, link: 'waiting' } : state
    case 'message':
      return heard(state, act.message)
    case 'text':
      return opened(state, act)
    default:
      return act satisfies never
  }
}

function heard(state: ViewerState, message: unknown): ViewerState {
  if (isFrame(message))
    return { ...state, shown: takeFrame(state.shown, message), results: null, link: 'live', problem: '' }
  const followed = takeStately(state.followed, message)
  if (followed === state.followed || followed === null) return state
  return { ...state, followed, shown: followed.shown, link: 'live', problem: '' }
}

function opened(state: ViewerState, { text, name }: { readonly text: string; readonly name: string }): ViewerState {
  const content = readContent(text, state.shown?.model ?? null)
  switch (content.kind) {
    case 'chart': {
      const current = state.shown?.model ?? null
      const older = current === null || state.link === 'live' ? null : current
      return { ...state, shown: showChart(content.model), older, results: content.results, problem: '' }
    }
    case 'results':
      return { ...state, results: content.results, older: null, problem: '' }
    case 'other_chart':
      return { ...state, problem: `${name} tells what tests found about another drawing of a chart.` }
    case 'recording':
      return { ...state, shown: content.shown, older: null, results: null, problem: '' }
    case 'no_chart':
      return { ...state, problem: `${name} tells of a chart it doesn't hold. Open the chart first.` }
    case 'unknown':
      return { ...state, problem: `${name} holds neither a chart nor a recording nor what tests found.` }
    default:
      return content satisfies never
  }
}
