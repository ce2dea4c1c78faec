import { duration } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { ActionResult } from './api.ts'
import { changeItem, type Rewrite } from './change-item.ts'
import { canBeMet } from './consequences.ts'
import type { Operation, Resolution } from './define-operation.ts'
import type { Desk } from './desk.ts'
import type { ItemBody, ItemHead } from './item.ts'
import type { Opened } from './open-item.ts'
import { bytesOf } from './make-request.ts'
import { writeBody } from './write-body.ts'

/** Other variables for the same item: a new request under a new key, at the old place. */
export function editItem<Variables>(
  desk: Desk,
  id: string,
  operation: Operation<Variables>,
  variables: Variables,
): Promise<ActionResult> {
  return changeItem(desk, id, async (head, opened) => {
    if (head.state === 'in_flight' || head.uncertain) return 'too_late'
    if (opened.body.operation.name !== operation.name || desk.operation(operation.name) === undefined) {
      return 'not_possible'
    }
    return rewritten(desk, head, opened, await again(desk, head, opened, variables))
  })
}

/** Ends a conflict. `automatic`: by the operation's own rule, which is counted. */
export function resolveItem(
  desk: Desk,
  id: string,
  resolution: Resolution<unknown>,
  { automatic = false }: { readonly automatic?: boolean } = {},
): Promise<ActionResult> {
  return changeItem(desk, id, async (head, opened) => {
    if (head.state !== 'conflict') return 'not_possible'
    if (resolution === 'theirs' || resolution === 'discard') return { to: { ...head, state: 'cancelled' } }
    // The server still works on the first attempt, or has lost it: only the same key can't act twice.
    if (head.uncertain) return resolution === 'mine' ? revived(desk, head, opened) : 'too_late'
    const body =
      resolution === 'mine' ? await onTop(desk, head, opened) : await again(desk, head, opened, resolution.merged)
    const next = rewritten(desk, head, opened, body)
    return automatic ? { ...next, trace: { ...next.trace, rebases: opened.trace.rebases + 1 } } : next
  })
}

/** At its old place, with its old key: a server that acted on an earlier attempt answers as it did. */
export function revived(desk: Desk, head: ItemHead, { trace }: Opened): Rewrite {
  const met = canBeMet(head, (id) => desk.book(head.account).get(id))
  const to: ItemHead = {
    ...head,
    state: met ? 'pending' : 'blocked_dependency',
    attempts: 0,
    nextAttemptAt: null,
    onlineFor: duration(0),
  }
  // Given another chance, the item is judged anew; what the server said stays to be shown.
  return { to, trace: { ...trace, inProgress: 0, repeats: 0, refused: null } }
}

function rewritten(desk: Desk, head: ItemHead, opened: Opened, body: ItemBody): Required<Rewrite> {
  const bytes = bytesOf(body.request.body)
  if (bytes > desk.settings.limits.bodyBytes) throw new AuthError('queue_full', { option: 'limits.bodyBytes' })
  const { to, trace = opened.trace } = revived(desk, head, opened)
  return { to: { ...to, bytes, firstSentAt: null }, trace, body }
}

/** The same change as a new request, on top of what the server has. A form whose files are gone is sent as it was. */
async function onTop(desk: Desk, head: ItemHead, opened: Opened): Promise<ItemBody> {
  const { body } = opened
  if (body.isPartial) return { ...body, idempotencyKey: desk.host.random.id() }
  return again(desk, head, opened, body.variables)
}

async function again(desk: Desk, head: ItemHead, { body, trace }: Opened, variables: unknown): Promise<ItemBody> {
  const operation = desk.operation(body.operation.name)
  if (operation === undefined) throw new AuthError('unknown_operation', { operation: body.operation.name })
  const written = await writeBody(desk, operation, variables, {
    dependsOn: [...head.dependsOn, ...body.references],
    theirs: trace.theirs,
    lane: body.lane,
  })
  return { ...written, createdAt: body.createdAt }
}
