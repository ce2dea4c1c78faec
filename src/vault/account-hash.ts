import { accountHash, type AccountHash } from '../../machines/facts.ts'
import type { Subject } from '../ports/identity.ts'
import type { Keys } from '../ports/keys.ts'

/** One account of one client at one issuer (MA-01). Length-prefixed, so that no two subjects have the same bytes. */
export async function hashSubject(keys: Keys, { issuer, subject, tenant, client }: Subject): Promise<AccountHash> {
  const parts = [issuer, subject, tenant ?? '', client].map((part) => `${part.length}:${part}`)
  return accountHash(await hash(keys, parts.join('')))
}

/** SHA-256 in hexadecimal, for names that must not say what they are for. */
export async function hash(keys: Keys, text: string): Promise<string> {
  const digest = await keys.digest(new TextEncoder().encode(text))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
