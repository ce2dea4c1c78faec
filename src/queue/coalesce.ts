import { AuthError } from '../auth-error.ts'
import type { Check } from '../ports/store.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'
import type { ItemHead } from './item.ts'
import { isUnsent } from './item-state.ts'
import { bytesOf } from './make-request.ts'
import { open } from './open-item.ts'
import type { Stored } from './store-drafts.ts'
import { noTrace } from './trace-row.ts'
import { attempt, writeBody } from './write-body.ts'

/**
 * Joins a draft with the item that waits untried at the end of its lane, where the operation says so: one change instead
 * of two, at the earlier one's place. Nothing lies between them, so the order stays. Null where there is nothing to join.
 */
export async function coalesce(
  desk: Desk,
  drafts: readonly Draft[],
  session: Check,
): Promise<Stored | 'conflict' | null> {
  const [draft] = drafts
  const how = draft?.operation.coalesce ?? 'none'
  if (draft === undefined || drafts.length !== 1 || how === 'none' || draft.item.dependsOn.length > 0) return null
  const book = desk.book(draft.item.account)
  // Another tab's item may stand between by now.
  if ((await book.catchUp()) !== null) return null
  const last = lastOf(book.heads(), draft.item.lane)
  if (last === null || last.state !== 'pending' || last.uncertain || last.dependsOn.length > 0) return null
  const opened = await open(desk, last)
  if (opened === 'moved') return 'conflict'
  if (typeof opened === 'string' || opened.body.isPartial) return null
  const { name, version } = opened.body.operation
  const { operation } = draft
  if (name !== operation.name || version !== operation.version) return null

  const body = how === 'replace' ? draft.body : await merged(desk, draft, opened.body.variables)
  const bytes = bytesOf(body.request.body)
  if (bytes > desk.settings.limits.bodyBytes) throw new AuthError('queue_full', { option: 'limits.bodyBytes' })
  const to: ItemHead = { ...last, bytes, attempts: 0, nextAttemptAt: null, firstSentAt: null }
  const written = await book.write([{ from: last, to, trace: noTrace, body }], { fence: null, checks: [session] })
  if (written.kind === 'conflict') return 'conflict'
  if (written.kind === 'failed') {
    const { kind } = written.failure
    // Reported lost, it may have landed: then the waiting change is gone, and this one is what was accepted.
    const landed = (await book.load()) === null ? book.get(last.id) : undefined
    const now = landed === undefined ? null : await open(desk, landed)
    if (landed !== undefined && now !== null && typeof now !== 'string') {
      if (now.body.idempotencyKey === body.idempotencyKey) return { head: landed, body, replaced: opened.body }
    }
    throw new AuthError(kind === 'quota' ? 'quota_exceeded' : 'queue_unavailable', { reason: kind })
  }
  return { head: written.heads.at(-1) ?? to, body, replaced: opened.body }
}

function lastOf(heads: Iterable<ItemHead>, lane: string): ItemHead | null {
  let last: ItemHead | null = null
  for (const head of heads) if (head.lane === lane && isUnsent(head.state)) last = head
  return last
}

/** Stored variables are what an earlier `enqueue` was given; JSON is all that is promised of them. */
async function merged(
  desk: Desk,
  { operation, variables, body }: Draft,
  waiting: unknown,
): ReturnType<typeof writeBody> {
  const merge = operation.merge as ((waiting: unknown, added: unknown) => unknown) | undefined
  const both = attempt(operation.name, 'merge', () => merge?.(waiting, variables))
  return writeBody(desk, operation, both, { dependsOn: [], lane: body.lane })
}
