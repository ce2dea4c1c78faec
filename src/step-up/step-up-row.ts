import type { AccountHash } from '../../machines/facts.ts'
import type { StepUpRow } from '../ports/step-up.ts'
import type { Store } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { changeSealed, readSealed, type Along } from '../vault/sealed-json.ts'

/** One method's row of one account: what was enrolled, and the attempts. `along`: what is written with it. */
export function stepUpRow(
  store: () => Store,
  { account, method, along }: { readonly account: AccountHash; readonly method: string; readonly along?: () => Along },
): StepUpRow {
  const key = rowKey('step_up', account, method)
  return {
    read: () => readSealed(store(), key),
    write: (change) => changeSealed(store(), key, change, along?.()),
  }
}
