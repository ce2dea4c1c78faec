const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A new ES256 pair whose private half no script can read. */
export async function makePair(subtle: SubtleCrypto): Promise<CryptoKeyPair> {
  return subtle.generateKey(algorithm, false, ['sign', 'verify'])
}

/** What came back from a disk, or null for anything that isn't a pair that can be used. */
export function parsePair(value: unknown): CryptoKeyPair | null {
  if (typeof value !== 'object' || value === null || !('privateKey' in value) || !('publicKey' in value)) return null
  const { privateKey, publicKey } = value
  return isHalf(privateKey, 'private') && isHalf(publicKey, 'public') && !privateKey.extractable
    ? { privateKey, publicKey }
    : null
}

/** True when the one half proves what the other signed. */
export async function isWhole({ privateKey, publicKey }: CryptoKeyPair, subtle: SubtleCrypto): Promise<boolean> {
  const canary = new TextEncoder().encode('authchart')
  const signing = { name: 'ECDSA', hash: 'SHA-256' } as const
  return subtle.verify(signing, publicKey, await subtle.sign(signing, privateKey, canary), canary)
}

function isHalf(value: unknown, type: KeyType): value is CryptoKey {
  return (
    typeof CryptoKey !== 'undefined' &&
    value instanceof CryptoKey &&
    value.type === type &&
    value.algorithm.name === algorithm.name
  )
}
