import { parseJson, type Json } from '../exchange/parse-json.ts'
import { AuthError } from '../auth-error.ts'
import type { AnyOperation, RequestContext, RequestSpec } from './define-operation.ts'
import type { Desk } from './desk.ts'
import type { ItemBody } from './item.ts'
import { makeRequest } from './make-request.ts'
import { referencesIn } from './references.ts'

export interface BodyTerms {
  /** Items whose server-given ids may be needed. */
  readonly dependsOn: readonly string[]
  /** What the server answered to a conflict. */
  readonly theirs?: Json
  /** Keeps the place of an item that is written anew. */
  readonly lane?: string
}

/** Everything of an item that is sealed, under a key of its own. Throws `invalid_operation`. */
export async function writeBody(
  { host, settings }: Desk,
  operation: AnyOperation,
  variables: unknown,
  { dependsOn, theirs = null, lane }: BodyTerms,
): Promise<ItemBody> {
  const { name, version, capability = null, apply, rollback } = operation
  const kept = keep(variables)
  if (kept === null)
    throw new AuthError('invalid_operation', {
      option: 'variables',
      expected: 'a value that JSON can hold',
      operation: name,
    })
  // The variables are what the operation's own `enqueue`, `edit` or `migrate` was given.
  const ask = operation.request as (variables: unknown, context: RequestContext) => RequestSpec
  const request = await makeRequest(
    attempt(name, 'request', () => ask(variables, { theirs })),
    { origins: host.access.origins, headers: settings.headers, operation: name },
  )
  return {
    operation: { name, version },
    capability,
    lane: lane ?? laneOf(operation, variables),
    request,
    // The server's memory of this item: made once, sent with every attempt, never used for another (QU-03).
    idempotencyKey: host.random.id(),
    variables: kept.value,
    isPartial: kept.isPartial,
    references: referencesIn(request, dependsOn),
    optimistic: { apply: apply === undefined ? null : name, rollback: rollback === undefined ? null : name },
    createdAt: host.clock.wall(),
  }
}

function laneOf({ name, lane = 'default' }: AnyOperation, variables: unknown): string {
  const ask = typeof lane === 'string' ? () => lane : (lane as (variables: unknown) => string)
  const answer: unknown = attempt(name, 'lane', () => ask(variables))
  if (typeof answer === 'string') return answer
  throw new AuthError('invalid_operation', { operation: name, option: 'lane', expected: 'a text' })
}

/** Files and bytes stand as what they are, not as their content: the request holds that. */
function keep(variables: unknown): { readonly value: Json; readonly isPartial: boolean } | null {
  let isPartial = false
  const standIn = (value: object): object => {
    isPartial = true
    return value
  }
  try {
    const text: string | undefined = JSON.stringify(variables ?? null, (_, value: unknown) => {
      if (value instanceof Blob) {
        const { type, size } = value
        return standIn(value instanceof File ? { type, size, name: value.name } : { type, size })
      }
      const isBytes = value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      return isBytes ? standIn({ type: '', size: value.byteLength }) : value
    })
    const parsed = text === undefined ? null : parseJson(text)
    return parsed === null ? null : { value: parsed.value, isPartial }
  } catch {
    return null
  }
}

export function attempt<Value>(operation: string, option: string, work: () => Value): Value {
  try {
    return work()
  } catch (cause) {
    throw new AuthError('invalid_operation', { operation, option, cause })
  }
}
