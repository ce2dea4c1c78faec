export interface Note {
  readonly id: string
  readonly text: string
  readonly author: string
  readonly at: string
  /** A small picture as a data URL; absent where none was taken. */
  readonly photo?: string
}

/** What is wrong and what was done: one text per order that everybody on it edits. */
export interface Finding {
  readonly text: string
  /** Rises by one with every change; whoever changes it says which one they saw. */
  readonly version: number
  readonly by?: string
}

export interface Order {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly customer: string
  readonly address: string
  /** Local start and end of the agreed visit, ISO 8601. */
  readonly window: { readonly from: string; readonly to: string }
  readonly status: 'open' | 'done'
  readonly priority: 'low' | 'normal' | 'high' | 'urgent'
  readonly completedBy?: string
  readonly completedAt?: string
  readonly finding: Finding
  readonly notes: readonly Note[]
}
