export type {
  ActionResult,
  AuthQueue,
  ItemContent,
  QueueCounts,
  QueueEvent,
  QueueEventType,
  QueueFilter,
  QueueItem,
  Receipt,
} from './api.ts'
export type { Ask, HookContext, Operation, OperationDefinition, RequestSpec } from './define-operation.ts'
export { durableQueue } from './durable-queue.ts'
export type { LastOutcome } from './item.ts'
export type { ItemState } from './item-state.ts'
export type { QueueFactory } from './part.ts'
export type { DeathReason, RejectReason, ReplyAction } from './reply-action.ts'
export { replyTable, type ReplyRow } from './reply-table.ts'
export type { DurableQueueOptions, QueueLimits } from './settings.ts'
