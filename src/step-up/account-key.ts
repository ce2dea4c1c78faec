import type { AccountHash } from '../../machines/facts.ts'
import type { PolicyHost } from '../policy/part.ts'
import type { AccountKey, StepUp, StepUpRow } from '../ports/step-up.ts'
import type { Boxes } from '../vault/boxes.ts'
import { nothingElse } from '../vault/sealed-json.ts'
import { stepUpRow } from './step-up-row.ts'

type KeyHost = Pick<PolicyHost, 'store' | 'boxes' | 'boxChanged'>

/** What one method works with for one account: its row, and the account's key where it opens that. */
export function accountKey(
  host: KeyHost,
  account: AccountHash,
  { method, boxes: opens }: StepUp,
): { readonly row: StepUpRow; readonly key: AccountKey | null } {
  let taken: Awaited<ReturnType<Boxes['take']>> = null
  const row = stepUpRow(() => host.store(), { account, method, along: () => taken?.along ?? nothingElse })
  const boxes = opens === undefined ? null : host.boxes()
  if (boxes === null) return { row, key: null }
  return {
    row: {
      read: row.read,
      // A box comes into being in the same transaction as the row that its key is wrapped in.
      write: async (change) => {
        if (!(await row.write(change))) return false
        return taken === null || boxes.open(account, taken.key)
      },
    },
    key: {
      take: async () => {
        taken = await boxes.take(account)
        return taken?.key ?? null
      },
      open: async (key) => {
        const wasShut = boxes.wasShut(account)
        if (!(await boxes.open(account, key))) return false
        void boxes.settle(account)
        if (wasShut) host.boxChanged(account, 'opened')
        return true
      },
    },
  }
}
