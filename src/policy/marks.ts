import type { AccountHash } from '../../machines/facts.ts'
import { instant, type Instant } from '../../machines/time.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import type { Store } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { changeSealed, readSealed } from '../vault/sealed-json.ts'

/** The highest moment this account's device has seen, and the token set with which the server last set it. */
export interface Mark {
  readonly at: Instant
  readonly generation: number
}

/** `damaged`: there is a row, and it is not what was written. */
export async function readMark(store: Store, account: AccountHash): Promise<Mark | 'none' | 'damaged'> {
  const read = await readSealed(store, rowKey('marks', account))
  if (read === 'none' || read === 'failed') return 'none'
  return read === 'unreadable' ? 'damaged' : (decode(read.value) ?? 'damaged')
}

/** Raises the mark; lowers it only with a newer token set: by the server's word (TM-05). Best effort: the next tick tries again. */
export async function writeMark(store: Store, account: AccountHash, mark: Mark): Promise<void> {
  await changeSealed(store, rowKey('marks', account), (stored) => {
    const before = stored === null ? null : decode(stored.value)
    const next = before === null || mark.generation > before.generation ? mark : higher(before, mark)
    return { at: next.at, generation: next.generation }
  })
}

function higher(before: Mark, mark: Mark): Mark {
  return before.generation > mark.generation || before.at >= mark.at ? before : mark
}

function decode(value: Json): Mark | null {
  if (!isJsonObject(value)) return null
  const { at, generation } = value
  if (typeof at !== 'number' || !Number.isFinite(at)) return null
  return { at: instant(at), generation: typeof generation === 'number' ? generation : 0 }
}
