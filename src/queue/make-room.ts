import { AuthError } from '../auth-error.ts'
import type { Book } from './book.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'

/** Above this share other tabs may have taken what seems free: the store is asked instead of the memory. */
const tight = 0.9

/** Refuses what doesn't fit before anything is stored or shown; nothing that was accepted is dropped for it. */
export async function makeRoom({ settings: { limits } }: Desk, book: Book, drafts: readonly Draft[]): Promise<void> {
  const added = drafts.reduce((sum, { item }) => sum + item.bytes, 0)
  const held = (): { readonly items: number; readonly bytes: number } => {
    const { total, bytes } = book.counts
    return { items: book.unreadable.size + total + drafts.length, bytes: bytes + added }
  }
  const isTight = (): boolean => {
    const { items, bytes } = held()
    return items > limits.items * tight || bytes > limits.bytes * tight
  }
  if (!book.loaded || isTight()) {
    const failure = await book.load()
    if (failure !== null) throw new AuthError('queue_unavailable', { reason: failure.kind })
  }
  const { items, bytes } = held()
  if (items > limits.items) throw new AuthError('queue_full', { option: 'limits.items' })
  if (bytes > limits.bytes) throw new AuthError('queue_full', { option: 'limits.bytes' })
}
