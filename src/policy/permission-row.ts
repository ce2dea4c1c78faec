import type { AccountHash } from '../../machines/facts.ts'
import { instant } from '../../machines/time.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import type { PermissionSnapshot } from '../ports/authorization.ts'
import type { Store } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { changeSealed, readSealed } from '../vault/sealed-json.ts'

/** What the permission source last said; null where it never did. `damaged`: it did, and nobody can tell what. */
export async function readPermissions(
  store: Store,
  account: AccountHash,
): Promise<PermissionSnapshot | null | 'damaged'> {
  const read = await readSealed(store, rowKey('permissions', account))
  if (read === 'none' || read === 'failed') return null
  return read === 'unreadable' ? 'damaged' : (decode(read.value) ?? 'damaged')
}

export async function writePermissions(
  store: Store,
  account: AccountHash,
  { roles, scopes, at }: PermissionSnapshot,
): Promise<void> {
  await changeSealed(store, rowKey('permissions', account), () => ({ roles, scopes, at }))
}

function decode(value: Json): PermissionSnapshot | null {
  if (!isJsonObject(value)) return null
  const { roles, scopes, at } = value
  if (!Array.isArray(roles) || !Array.isArray(scopes) || typeof at !== 'number') return null
  return { roles: texts(roles), scopes: texts(scopes), at: instant(at) }
}

function texts(values: readonly Json[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}
