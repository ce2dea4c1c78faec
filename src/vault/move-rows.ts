import type { AccountHash } from '../../machines/facts.ts'
import type { Box } from '../ports/box.ts'
import type { Check, Row, Store } from '../ports/store.ts'
import { unchanged } from './account-rows.ts'
import { isBoxKey } from './box-row.ts'
import { boxed, marked } from './boxed-store.ts'
import { boxedKinds } from './row-layers.ts'
import { additionalData, keyNameOf } from './sealed-row.ts'

/** Rows moved in one transaction. */
const batch = 50
/** Each pass finds what other tabs wrote during the one before; with the box checked, that ends. */
const mostPasses = 20

interface Move {
  readonly account: AccountHash
  readonly box: Box
  readonly to: 'box' | 'plain'
  /** That the box stands as it was read. */
  readonly check: Check
}

/**
 * Seals every row of the account anew, in place: same content, same revision, so that whoever has read a row can still
 * change it. A row at a time is either where it was or where it goes; whoever comes after a crash moves the rest. True
 * when none is left.
 */
export async function moveRows(store: Store, move: Move): Promise<boolean> {
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const read = await store.read(boxedKinds.map((kind) => ({ by: 'account', kind, account: move.account })))
    if (!read.ok) return false
    const moved: { readonly from: Row; readonly to: Row }[] = []
    for (const from of read.value) {
      const to = await movedRow(store, from, move)
      if (to === 'stuck') return false
      if (to !== 'stays') moved.push({ from, to })
    }
    if (moved.length === 0) return true
    for (let start = 0; start < moved.length; start += batch) {
      const part = moved.slice(start, start + batch)
      const done = await store.commit(
        [move.check, ...part.map(({ from }) => unchanged(from.key, from))],
        part.map(({ to }) => ({ do: 'put', row: to })),
      )
      if (done.ok) continue
      // Somebody changed a row meanwhile: the next pass finds it. Somebody changed the box: it is theirs now.
      if (done.failure.kind !== 'conflict' || isBoxKey(done.failure.key)) return false
    }
  }
  return false
}

async function movedRow(store: Store, row: Row, { box, to }: Move): Promise<Row | 'stays' | 'stuck'> {
  if (row.sealed === null) return 'stays'
  const [name, aad] = [keyNameOf(row.key), additionalData(row)]
  const opened = await store.keys.open(name, row.sealed, aad)
  if (!opened.ok) {
    // What nobody can read stays as it is, and keeps nobody from the rest.
    const isLost = opened.failure.kind === 'corrupted' || opened.failure.kind === 'key_lost'
    return isLost ? 'stays' : 'stuck'
  }
  const content = opened.value.slice()
  const isBoxed = content[0] === boxed
  if (isBoxed === (to === 'box')) return 'stays'
  const next = isBoxed ? await box.open(content.slice(1), aad) : marked(await box.seal(content, aad))
  if (next === 'shut') return 'stuck'
  if (next === null) return isBoxed ? 'stays' : 'stuck'
  const sealed = await store.keys.seal(name, next, aad)
  return sealed.ok ? { ...row, sealed: sealed.value } : 'stuck'
}
