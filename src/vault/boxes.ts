import type { AccountHash } from '../../machines/facts.ts'
import type { BoxMaker } from '../ports/box.ts'
import type { Store, Write } from '../ports/store.ts'
import { rowKey, unchanged } from './account-rows.ts'
import { boxKey, openBoxRow, sealBoxRow, type BoxRow } from './box-row.ts'
import { boxedStore } from './boxed-store.ts'
import { knownBoxes, type KnownBox } from './known-boxes.ts'
import { moveRows } from './move-rows.ts'
import type { Along } from './sealed-json.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** The boxes that accounts' rows lie in, where a step-up method has made one. */
export interface Boxes {
  /** Whether there is a box that this context can't open. Where that can't be read, reading the rows will say why. */
  isShut(account: AccountHash): Promise<boolean>
  /** As it was known last, for screens. */
  wasShut(account: AccountHash): boolean
  /** The key to wrap, and what comes into being with the wrapping; null while the box is shut. */
  take(account: AccountHash): Promise<{ readonly key: Bytes; readonly along: Along } | null>
  open(account: AccountHash, key: Bytes): Promise<boolean>
  /** Moves the rows that are not where they belong, and ends an emptying. True when nothing is left to do. */
  settle(account: AccountHash): Promise<boolean>
  /** Takes everything out and removes the box with the rows of its methods. The box has to be open. */
  remove(account: AccountHash): Promise<boolean>
  /** Forgets the key: the next look at what is stored needs the proof. */
  forget(account: AccountHash): void
}

interface BoxTerms {
  readonly maker: BoxMaker
  /** The methods whose success opens a box. */
  readonly methods: readonly string[]
}

/** The store as the core uses it from here on, and the boxes in it. */
export function withBoxes(
  inner: Store,
  { maker, methods }: BoxTerms,
): { readonly store: Store; readonly boxes: Boxes } {
  const known = knownBoxes(inner, maker)

  const change = async (account: AccountHash, from: KnownBox, state: BoxRow['state']): Promise<boolean> => {
    const opened = from.row === null ? null : await openBoxRow(inner.keys, from.row)
    if (from.row === null || opened?.ok !== true) return false
    const revision = from.row.revision + 1
    const row = await sealBoxRow(inner.keys, { key: from.row.key, revision }, { ...opened.value, state })
    if (!row.ok) return false
    const done = await inner.commit([known.check(account, from)], [{ do: 'put', row: row.value }])
    known.doubt(account)
    return done.ok
  }

  const dissolve = async (account: AccountHash, from: KnownBox): Promise<boolean> => {
    const rows = [boxKey(account), ...methods.map((method) => rowKey('step_up', account, method))]
    const writes = rows.map((key): Write => ({ do: 'delete', key }))
    const done = await inner.commit([known.check(account, from)], writes)
    known.doubt(account)
    return done.ok
  }

  const settle = async (account: AccountHash): Promise<boolean> => {
    const found = await known.look(account)
    if (!found.ok) return false
    const { box, state } = found.value
    if (box === null || state === 'full') return true
    const check = known.check(account, found.value)
    const isDone = await moveRows(inner, { account, box, check, to: state === 'filling' ? 'box' : 'plain' })
    if (!isDone) return false
    return state === 'filling' ? change(account, found.value, 'full') : dissolve(account, found.value)
  }

  return {
    store: boxedStore(inner, known),
    boxes: {
      settle,
      isShut: async (account) => {
        const found = await known.look(account)
        return found.ok && found.value.box !== null && !found.value.box.isOpen
      },
      wasShut: (account) => {
        const box = known.last(account)?.box ?? null
        return box !== null && !box.isOpen
      },
      take: async (account) => {
        const found = await known.look(account)
        if (!found.ok) return null
        const { box, row, state } = found.value
        if (box !== null && state !== 'emptying') {
          const key = await box.key()
          return key === null ? null : { key, along: { checks: [unchanged(boxKey(account), row)], writes: [] } }
        }
        if (box !== null) return null
        const { lid, key } = await maker.make()
        const made = await sealBoxRow(inner.keys, { key: boxKey(account), revision: 1 }, { state: 'filling', lid })
        if (!made.ok) return null
        const along: Along = {
          checks: [unchanged(boxKey(account), null)],
          writes: [{ do: 'put', row: made.value }],
        }
        return { key, along }
      },
      open: async (account, key) => {
        const found = await known.look(account)
        return found.ok && found.value.box !== null && found.value.box.unlock(key)
      },
      remove: async (account) => {
        const found = await known.look(account)
        if (!found.ok || found.value.box?.isOpen !== true) return false
        if (found.value.state !== 'emptying' && !(await change(account, found.value, 'emptying'))) return false
        return settle(account)
      },
      forget: known.forget,
    },
  }
}
