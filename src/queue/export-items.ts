import type { AccountHash } from '../../machines/facts.ts'
import { AuthError } from '../auth-error.ts'
import type { ExportedItem } from './api.ts'
import type { Desk } from './desk.ts'
import type { ItemHead } from './item.ts'
import { open } from './open-item.ts'

/** Everything the queue holds, as JSON for a file of the user's. No token, no key. Rejects with `storage_failed`. */
export async function exportItems(desk: Desk, account: AccountHash | null): Promise<readonly ExportedItem[]> {
  if (account === null) return []
  const book = desk.book(account)
  const failure = await desk.turn(() => book.load())
  if (failure !== null) throw new AuthError('storage_failed', { reason: failure.kind })
  const exported: ExportedItem[] = []
  for (const { id } of [...book.heads()]) {
    const item = await desk.turn(() => exportItem(desk, book.get(id)))
    if (item !== null) exported.push(item)
  }
  return [...exported, ...[...book.unreadable].map((id): ExportedItem => ({ id, state: 'unreadable', content: null }))]
}

async function exportItem(desk: Desk, head: ItemHead | undefined): Promise<ExportedItem | null> {
  if (head === undefined) return null
  const opened = await open(desk, head)
  // Sent or given up meanwhile.
  if (opened === 'moved') return null
  if (opened === 'failed') throw new AuthError('storage_failed', { item: head.id })
  if (opened === 'unreadable') return { id: head.id, state: 'unreadable', content: null }
  const { body, trace } = opened
  const { operation, lane, variables, request, createdAt } = body
  return {
    id: head.id,
    state: head.state,
    content: {
      operation: operation.name,
      version: operation.version,
      lane,
      variables,
      request,
      createdAt,
      uncertain: head.uncertain,
      lastOutcome: trace.lastOutcome,
    },
  }
}
