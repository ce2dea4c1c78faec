import { AuthError } from '../auth-error.ts'
import type { Exchange } from '../ports/exchange.ts'
import type { Reply } from '../ports/authorization.ts'
import type { ReplyAction } from './reply-action.ts'

/** What goes over the wire, with one body or none. Files and forms are read at once and stored as bytes. */
export interface RequestSpec {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute, http or https, of an origin that may receive the token. */
  readonly url: string | URL
  /** Never credentials; only headers the queue allows. */
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
  readonly bytes?: Uint8Array | ArrayBuffer
  readonly blob?: Blob
  readonly form?: FormData
}

/** What a request is written on top of. */
export interface RequestContext {
  /** What the server answered to a conflict, for a request on top of its version; null before there was one. */
  readonly theirs: unknown
}

/** `mine`: the same change on top of the server's version. `theirs`: give it up. */
export type Resolution<Variables> = 'mine' | 'theirs' | 'discard' | { readonly merged: Variables }

/** A change and what the server says against it. */
export interface Conflict<Variables> {
  readonly variables: Variables
  /** The server's answer as JSON, its own version where it sends one. */
  readonly theirs: unknown
}

/** Which item a hook is called for. */
export interface HookContext {
  /** The queue item. */
  readonly item: string
}

/** What `defineOperation` takes. */
export interface OperationDefinition<Variables> {
  /** Stable: stored items find their operation by it. */
  readonly name: string
  /** Raise it when stored variables of the old shape no longer fit; then give `migrate`. */
  readonly version: number
  /** Called at enqueue and when the change is written anew. What it returns is sent unchanged on every attempt. */
  readonly request: (variables: Variables, context: RequestContext) => RequestSpec
  /** Items of one lane keep their order. Default: one lane for all. */
  readonly lane?: string | ((variables: Variables) => string)
  /** Rejected, in conflict or dead: lets later items of the lane pass (default), or holds them. */
  readonly onRejected?: 'continue' | 'halt'
  /** Finds in the server's answer what it calls the result, for items that depend on it. Default: its `id`. */
  readonly identify?: (answer: unknown) => unknown
  /** What becomes of an item that waits untried at the end of its lane when another of this operation follows. */
  readonly coalesce?: 'none' | 'replace' | 'merge'
  /** For `coalesce: 'merge'`: one change that does both. */
  readonly merge?: (waiting: Variables, added: Variables) => Variables
  /** Decides a conflict without the user; undefined leaves it to them. */
  readonly resolve?: (conflict: Conflict<Variables>) => Resolution<Variables> | undefined
  /** What the user must be allowed to do; asked again before sending. */
  readonly capability?: string
  /** `json` (default): a 2xx with a page or other text isn't the server's answer. `any`: every 2xx is. */
  readonly expects?: 'json' | 'any'
  /** Shows the change before the server has it. Called after the item is stored. */
  readonly apply?: (variables: Variables, context: HookContext) => void | Promise<void>
  /** Takes the change back once it will not come true. */
  readonly rollback?: (variables: Variables, context: HookContext) => void | Promise<void>
  /** Decides instead of the reply table; undefined leaves it to the table. */
  readonly classify?: (exchange: Exchange) => ReplyAction | undefined
  /** Finds out whether an uncertain item took effect, once the server may have forgotten its key. */
  readonly verify?: (variables: Variables, ask: Ask) => Promise<'applied' | 'not_applied' | 'unknown'>
  /** Turns variables of an older version into those of this one. */
  readonly migrate?: (stored: unknown, from: number) => Variables
}

/** Sends one GET as the item's author. */
export type Ask = (url: string) => Promise<Reply>

/** A kind of change that the queue can send; made by `defineOperation`. */
export interface Operation<Variables> extends OperationDefinition<Variables> {
  readonly kind: 'authchart.operation'
}

/** An operation of any variables: what the queue's list holds. */
export interface AnyOperation {
  readonly kind: 'authchart.operation'
  readonly name: string
  readonly version: number
  readonly request: (variables: never, context: RequestContext) => RequestSpec
  readonly lane?: string | ((variables: never) => string)
  readonly onRejected?: 'continue' | 'halt'
  readonly identify?: (answer: unknown) => unknown
  readonly coalesce?: 'none' | 'replace' | 'merge'
  readonly merge?: (waiting: never, added: never) => unknown
  readonly resolve?: (conflict: Conflict<never>) => Resolution<unknown> | undefined
  readonly capability?: string
  readonly expects?: 'json' | 'any'
  readonly apply?: (variables: never, context: HookContext) => void | Promise<void>
  readonly rollback?: (variables: never, context: HookContext) => void | Promise<void>
  readonly classify?: (exchange: Exchange) => ReplyAction | undefined
  readonly verify?: (variables: never, ask: Ask) => Promise<'applied' | 'not_applied' | 'unknown'>
  readonly migrate?: (stored: unknown, from: number) => unknown
}

/** Describes one kind of work that can wait for the network. Throws `invalid_operation` for what can't work. */
export function defineOperation<Variables>(definition: OperationDefinition<Variables>): Operation<Variables> {
  const { name, version, request } = definition
  if (typeof name !== 'string' || name === '') refuse('name', 'a text that is not empty')
  if (!Number.isSafeInteger(version) || version < 1) refuse('version', 'a whole number from 1')
  if (typeof request !== 'function') refuse('request', 'a function that returns the request')
  if (definition.coalesce === 'merge' && typeof definition.merge !== 'function') refuse('merge', 'a function')
  return Object.freeze({ ...definition, kind: 'authchart.operation' })
}

function refuse(option: string, expected: string): never {
  throw new AuthError('invalid_operation', { option, expected })
}
