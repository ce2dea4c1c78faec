import type { AccountHash } from '../../machines/facts.ts'
import type { Row, Store, Write } from '../ports/store.ts'
import { bodyKey } from './body-row.ts'
import { headKey } from './head-row.ts'

/**
 * Deletes an account's work; with `only`, no more than that: what was accepted while the rest was handed over has been
 * handed to nobody, and stays with its account.
 */
export async function discarding(
  { store }: { readonly store: Store },
  account: AccountHash,
  only: ReadonlySet<string> | null,
): Promise<readonly Write[]> {
  const read = await store.read([
    { by: 'account', kind: 'queue', account },
    { by: 'account', kind: 'queue_body', account },
    { by: 'account', kind: 'queue_result', account },
    { by: 'account', kind: 'fence', account },
  ])
  const rows: readonly Row[] = read.ok ? read.value : []
  const items = rows.flatMap(({ key }) => (key.kind === 'queue' ? [key.id] : []))
  const gone = only === null ? items : items.filter((id) => only.has(id))
  const keys =
    gone.length === items.length
      ? [...rows.map(({ key }) => key), ...gone.map((id) => bodyKey(account, id))]
      : gone.flatMap((id) => [headKey(account, id), bodyKey(account, id)])
  return keys.map((key): Write => ({ do: 'delete', key }))
}
