export interface Note {
  readonly id: string
  readonly text: string
  readonly author: string
  readonly at: string
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
  readonly notes: readonly Note[]
}
