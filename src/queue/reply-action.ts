/** What an answer does to its item. */
export type ReplyAction =
  | { readonly do: 'done' }
  /**
   * Tries the same request again later. `whom`: who pauses. `counted`: spends the budget. `reached`: the server may have
   * acted on it.
   */
  | {
      readonly do: 'wait'
      readonly whom: 'lane' | 'origin'
      readonly counted: boolean
      readonly reached: 'maybe' | 'no'
    }
  /** The same key is still being worked on: asks a few times, then it is a conflict. */
  | { readonly do: 'ask_again' }
  /** The token was not accepted, and a newer one did not help or could not be had. */
  | { readonly do: 'block'; readonly reason: 'auth' | 'step_up' }
  | { readonly do: 'reject'; readonly reason: RejectReason }
  | { readonly do: 'conflict' }
  | { readonly do: 'die'; readonly reason: DeathReason }

/** Why the server turned an item down. */
export type RejectReason = 'permission' | 'gone' | 'validation' | 'payment' | 'too_large'

/** `budget`: tried long enough. `indeterminate`: nobody can tell any more whether it took effect. */
export type DeathReason = 'budget' | 'poison' | 'key_mismatch' | 'indeterminate' | 'origin_not_allowed'
