import type { QueueEventType } from './api.ts'
import type { Change } from './book.ts'
import type { Desk } from './desk.ts'
import type { ItemBody, ItemHead } from './item.ts'
import { isTakenBack, type ItemState } from './item-state.ts'

const eventOf: Readonly<Record<ItemState, QueueEventType>> = {
  pending: 'postponed',
  in_flight: 'claimed',
  blocked_auth: 'blocked',
  blocked_policy: 'blocked',
  blocked_dependency: 'blocked',
  blocked_upgrade: 'blocked',
  rejected: 'rejected',
  conflict: 'conflict',
  dead: 'dead',
  done: 'settled',
  cancelled: 'cancelled',
}

export interface Told {
  readonly from: ItemHead
  readonly to: ItemHead
  readonly body: ItemBody
  readonly reason: string | null
  readonly result?: unknown
}

/** After the transaction: what it meant for items that depend on others. */
export function tellDependants(desk: Desk, dependants: readonly Change[]): void {
  for (const { from, to } of dependants) {
    if (from.state === to.state) continue
    const reason = to.state === 'blocked_dependency' ? 'dependency' : null
    desk.tell(eventOf[to.state], { item: to.id, operation: null, state: to.state, reason })
  }
}

/** After the transaction: tells what became of an item, and takes its change back where it will not come true. */
export function tellChange(desk: Desk, { from, to, body, reason, result }: Told): void {
  if (isTakenBack(to.state) && !isTakenBack(from.state)) void desk.runHook('rollback', to.id, body)
  if (to.state === 'done') desk.applied.delete(to.id)
  const event = { item: to.id, operation: body.operation.name, state: to.state, reason }
  desk.tell(eventOf[to.state], to.state === 'done' ? { ...event, result } : event)
}
