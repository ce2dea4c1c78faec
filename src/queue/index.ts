export type {
  ActionResult,
  AuthQueue,
  EnqueueOptions,
  ExportedItem,
  ItemContent,
  QueueCounts,
  QueueEvent,
  QueueEventType,
  QueueFilter,
  QueueItem,
  QueueProgress,
  Receipt,
} from './api.ts'
export type {
  Ask,
  Conflict,
  HookContext,
  Operation,
  OperationDefinition,
  RequestContext,
  RequestSpec,
  Resolution,
} from './define-operation.ts'
export { durableQueue } from './durable-queue.ts'
export type { FieldError, LastOutcome } from './item.ts'
export type { ItemState } from './item-state.ts'
export type { QueueFactory } from './part.ts'
export type { DeathReason, RejectReason, ReplyAction } from './reply-action.ts'
export { referenceTo } from './references.ts'
export { replyTable, type ReplyRow } from './reply-table.ts'
export type { DurableQueueOptions, QueueLimits } from './settings.ts'
