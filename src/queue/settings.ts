import { AuthError } from '../auth-error.ts'
import { duration, type Duration } from '../../machines/time.ts'
import type { Transport } from '../ports/authorization.ts'
import type { AnyOperation } from './define-operation.ts'
import { isForbiddenHeader, isHeaderName } from './request-headers.ts'

/** How much the queue holds. */
export interface QueueLimits {
  /** Default 10,000. */
  readonly items?: number
  /** All bodies together. Default 50 MiB. */
  readonly bytes?: number
  /** One body. Default 1 MiB. */
  readonly bodyBytes?: number
}

/** What `durableQueue` takes. */
export interface DurableQueueOptions {
  /** Everything the app can queue; what stored items find their hooks by. */
  readonly operations: readonly AnyOperation[]
  readonly limits?: QueueLimits
  /** How requests leave. Default: the platform's fetch. */
  readonly transport?: Transport
  /** Further headers an operation may set. Credentials stay refused. */
  readonly headers?: readonly string[]
  /** Milliseconds until an unanswered request is given up as lost. Default 30,000. */
  readonly timeout?: number
  /** How long the server remembers idempotency keys, in milliseconds. Default a day. */
  readonly idempotencyTtl?: number
  /**
   * `strict` (default): a receipt means that the platform has flushed the item to the disk. `relaxed`: that it is
   * written; a crash of the whole device in the next moments may lose it. A crash of the browser doesn't.
   */
  readonly durability?: 'strict' | 'relaxed'
  /** Accept work where nothing survives a restart. Receipts then say `memory`. */
  readonly allowMemory?: boolean
}

export interface QueueSettings {
  readonly operations: readonly AnyOperation[]
  readonly limits: Required<QueueLimits>
  readonly transport: Transport | null
  readonly headers: readonly string[]
  readonly timeout: Duration
  readonly idempotencyTtl: Duration
  readonly durability: 'strict' | 'relaxed'
  readonly allowMemory: boolean
}

const defaultLimits: Required<QueueLimits> = { items: 10_000, bytes: 50 * 1024 * 1024, bodyBytes: 1024 * 1024 }
/** Longer than any write of ours should take, shorter than a user's patience. */
const defaultTimeout = 30_000
/** What the idempotency draft's implementers promise at least. */
const defaultTtl = 24 * 60 * 60_000

export function readSettings(options: DurableQueueOptions): QueueSettings {
  const { operations, headers = [] } = options
  if (!Array.isArray(operations)) refuse('operations', 'a list of defineOperation(…)')
  const names = operations.map((operation: AnyOperation) => {
    if (operation?.kind !== 'authchart.operation') refuse('operations', 'a list of defineOperation(…)')
    return operation.name
  })
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw new AuthError('invalid_option', { option: 'operations', operation: twice, expected: 'each name once' })
  if (headers.some(isForbiddenHeader)) refuse('headers', 'no credentials')
  if (!headers.every(isHeaderName)) refuse('headers', 'names of headers')
  const limits = { ...defaultLimits, ...options.limits }
  for (const [name, value] of Object.entries(limits)) positive(`limits.${name}`, value)
  return {
    operations,
    limits,
    transport: options.transport ?? null,
    headers: headers.map((name) => name.toLowerCase()),
    timeout: duration(positive('timeout', options.timeout ?? defaultTimeout)),
    idempotencyTtl: duration(positive('idempotencyTtl', options.idempotencyTtl ?? defaultTtl)),
    durability: options.durability ?? 'strict',
    allowMemory: options.allowMemory ?? false,
  }
}

function positive(option: string, value: number): number {
  return Number.isFinite(value) && value > 0 ? value : refuse(option, 'a number above zero')
}

function refuse(option: string, expected: string): never {
  throw new AuthError('invalid_option', { option, expected })
}
