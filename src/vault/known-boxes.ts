import type { AccountHash } from '../../machines/facts.ts'
import type { Box, BoxMaker } from '../ports/box.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Check, Row, Store } from '../ports/store.ts'
import { unchanged } from './account-rows.ts'
import { boxKey, openBoxRow, type BoxRow } from './box-row.ts'

/** An account's box as its row was last read. */
export interface KnownBox {
  readonly row: Row | null
  readonly state: BoxRow['state'] | 'none'
  /** Null: there is none. */
  readonly box: Box | null
}

/** What this context knows of the boxes. A commit that rests on it checks that it still holds. */
export interface KnownBoxes {
  /** Reads the row the first time only. */
  know(account: AccountHash): Promise<Outcome<KnownBox, KeyFailure>>
  /** Reads the row again. */
  look(account: AccountHash): Promise<Outcome<KnownBox, KeyFailure>>
  /** As it was read last; null where nobody has asked yet. */
  last(account: AccountHash): KnownBox | null
  /** The next question reads the row again. */
  doubt(account: AccountHash): void
  check(account: AccountHash, known: KnownBox): Check
  /** Forgets the account's key. */
  forget(account: AccountHash): void
}

export function knownBoxes(store: Store, maker: BoxMaker): KnownBoxes {
  const asked = new Map<AccountHash, Promise<Outcome<KnownBox, KeyFailure>>>()
  const latest = new Map<AccountHash, KnownBox>()
  /** A box outlives the readings of its row: it may be open. */
  const boxes = new Map<AccountHash, { readonly name: string; readonly box: Box }>()

  const boxOf = (account: AccountHash, lid: BoxRow['lid']): Box => {
    const name = lid.join()
    const before = boxes.get(account)
    if (before?.name === name) return before.box
    before?.box.shut()
    const box = maker.box(lid)
    boxes.set(account, { name, box })
    return box
  }

  const read = async (account: AccountHash): Promise<Outcome<KnownBox, KeyFailure>> => {
    const found = await store.read([{ by: 'key', key: boxKey(account) }])
    if (!found.ok) {
      const { kind } = found.failure
      const isPlain = kind === 'locked' || kind === 'impossible' || kind === 'corrupted'
      return { ok: false, at: found.at, failure: { kind: isPlain ? kind : 'timeout' } }
    }
    const row = found.value[0] ?? null
    if (row === null) return { ok: true, at: found.at, value: { row, state: 'none', box: null } }
    const opened = await openBoxRow(store.keys, row)
    if (!opened.ok) return opened
    const { state, lid } = opened.value
    return { ok: true, at: found.at, value: { row, state, box: boxOf(account, lid) } }
  }

  const look: KnownBoxes['look'] = (account) => {
    const asking = read(account).then((known) => {
      if (known.ok) latest.set(account, known.value)
      // What could not be read is asked again.
      else if (asked.get(account) === asking) asked.delete(account)
      return known
    })
    asked.set(account, asking)
    return asking
  }

  return {
    look,
    know: (account) => asked.get(account) ?? look(account),
    last: (account) => latest.get(account) ?? null,
    doubt: (account) => void asked.delete(account),
    check: (account, { row }) => unchanged(boxKey(account), row),
    forget: (account) => boxes.get(account)?.box.shut(),
  }
}
