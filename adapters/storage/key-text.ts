import type { KeyName } from '../../src/ports/keys.ts'

/** One string per key name. */
export function nameText(name: KeyName): string {
  return name.scope === 'device' ? 'device' : `account:${name.account}`
}
