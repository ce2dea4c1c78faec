/** Everything an item can be. `done` and `cancelled` leave the store in the transaction that reaches them. */
export const itemStates = [
  'pending',
  'in_flight',
  'blocked_auth',
  'blocked_policy',
  'blocked_dependency',
  'blocked_upgrade',
  'rejected',
  'conflict',
  'dead',
  'done',
  'cancelled',
] as const
/** The states of an item. */
export type ItemState = (typeof itemStates)[number]

/** Those whose turn has not come: a later item of the lane may not overtake them. */
const inTurn: ReadonlySet<ItemState> = new Set(['pending', 'in_flight', 'blocked_auth', 'blocked_upgrade'])

const unsent: ReadonlySet<ItemState> = new Set([...inTurn, 'blocked_policy', 'blocked_dependency'])

/** The user has to decide about these; the queue goes on without them. */
const stuck: ReadonlySet<ItemState> = new Set(['blocked_policy', 'blocked_dependency', 'rejected', 'conflict', 'dead'])

const over: ReadonlySet<ItemState> = new Set(['done', 'cancelled'])

/** Later items of the lane wait for it. */
export function holdsLane(state: ItemState): boolean {
  return inTurn.has(state)
}

/** The server has not decided about it yet. */
export function isUnsent(state: ItemState): boolean {
  return unsent.has(state)
}

export function needsAttention(state: ItemState): boolean {
  return stuck.has(state)
}

/** Nothing more will happen to it. */
export function isOver(state: ItemState): boolean {
  return over.has(state)
}

/** The change shown to the user is no longer one that will come true by itself. */
export function isTakenBack(state: ItemState): boolean {
  return state === 'rejected' || state === 'dead' || state === 'cancelled'
}
