import { AuthError } from '../auth-error.ts'
import type { Check } from '../ports/store.ts'
import { canBeMet } from './consequences.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'
import { headKey } from './head-row.ts'
import { resolveReference } from './references.ts'
import { openResult, resultKey } from './result-row.ts'

export interface Dependencies {
  readonly drafts: readonly Draft[]
  /** What the drafts need stands as it was seen. */
  readonly checks: readonly Check[]
}

/** Looks up what drafts depend on: what waits is waited for, what is done gives its id. Throws AuthError. */
export async function dependencies(desk: Desk, drafts: readonly Draft[]): Promise<Dependencies> {
  const checks = new Map<string, Check>()
  const placed: Draft[] = []
  for (const one of drafts) placed.push(one.item.dependsOn.length === 0 ? one : await place(desk, one, checks))
  return { drafts: placed, checks: [...checks.values()] }
}

async function place(desk: Desk, draft: Draft, checks: Map<string, Check>): Promise<Draft> {
  const { host } = desk
  const { account } = draft.item
  const book = desk.book(account)
  const waiting: string[] = []
  let { body } = draft
  for (const id of draft.item.dependsOn) {
    const needed = book.get(id)
    if (needed !== undefined) {
      const { sessionId, revision } = needed
      checks.set(id, { key: headKey(account, id), sessionId, revision })
      waiting.push(id)
      continue
    }
    // Done is done; but its id is needed, and only kept where its operation says how to find it.
    if (!body.references.includes(id)) continue
    const read = await host.store.read([{ by: 'key', key: resultKey(account, id) }])
    if (!read.ok) throw new AuthError('queue_unavailable', { reason: read.failure.kind })
    const row = read.value[0]
    const value = row === undefined ? null : await openResult(host.store.keys, row)
    if (value === null) {
      const expected = 'items that wait, or whose operation has identify'
      throw new AuthError('invalid_operation', { option: 'dependsOn', expected, operation: body.operation.name })
    }
    body = resolveReference(body, id, value)
  }
  const item = { ...draft.item, dependsOn: waiting }
  const met = canBeMet({ dependsOn: waiting }, (id) => book.get(id))
  return { ...draft, body, item: met ? item : { ...item, state: 'blocked_dependency' } }
}
