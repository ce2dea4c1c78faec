import type { Row } from '../../src/ports/store.ts'

/** The order of an account's rows: by `seq` where they have one, then the others by id. */
export function inStoreOrder(left: Row, right: Row): number {
  if (left.seq !== null && right.seq !== null) return left.seq - right.seq
  if (left.seq !== null) return -1
  if (right.seq !== null) return 1
  if (left.key.id === right.key.id) return 0
  return left.key.id < right.key.id ? -1 : 1
}
