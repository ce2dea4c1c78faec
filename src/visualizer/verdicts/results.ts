/**
 * What a run of tests has found out about a chart, as far as a drawing needs it. `modelResults` of `authchart/testing`
 * writes it; states and transitions go by the ids of the chart model.
 */
export interface ChartResults {
  readonly format: 2
  /** Which drawing was walked, by its hash. Results of another drawing must not be painted on this one. */
  readonly drawing: string
  readonly coverage: {
    readonly states: readonly { readonly id: string; readonly places: number }[]
    readonly edges: readonly { readonly id: string; readonly steps: number }[]
  }
  readonly verdicts: readonly ChartVerdict[]
}

/** What became of a promise. */
export interface ChartVerdict {
  readonly name: string
  readonly holds: boolean
  /** How often its premise was met: a promise nobody ever asks for proves nothing. */
  readonly witnessed: number
  /** From the start to the breach; empty where it holds. */
  readonly replay: readonly ReplayedMove[]
}

/** One move of a replay and where it led. */
export interface ReplayedMove {
  readonly label: string
  /** In milliseconds, on the clock of the tests. */
  readonly at: number
  /** Null where only time passed. */
  readonly event: { readonly type: string } | null
  readonly edges: readonly string[]
  /** Ids of the states active after it. */
  readonly states: readonly string[]
}
