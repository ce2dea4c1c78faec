import { isJsonObject, type Json } from '../../../src/exchange/parse-json.ts'
import { fromBase64Url, toBase64Url } from '../base64.ts'
import type { StoredCredential } from './assertion.ts'
import { isAlgorithm } from './signature.ts'

const version = 1

/** A passkey as it is kept: public by nature, sealed all the same so that nobody swaps it for theirs. */
export function encodeCredential({ id, key, counter }: StoredCredential): Json {
  return { version, id, algorithm: key.algorithm, spki: toBase64Url(key.spki), counter }
}

/** Null for anything that isn't whole. */
export function decodeCredential(value: Json): StoredCredential | null {
  if (!isJsonObject(value) || value['version'] !== version) return null
  const { id, algorithm, counter } = value
  const spki = typeof value['spki'] === 'string' ? fromBase64Url(value['spki']) : null
  if (typeof id !== 'string' || spki === null || !isAlgorithm(algorithm)) return null
  return typeof counter === 'number' && Number.isSafeInteger(counter) ? { id, key: { algorithm, spki }, counter } : null
}
