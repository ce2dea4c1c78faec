/** A secret in every dress it could leave in: as it is, base64 at each offset, base64url, hex, percent-encoded. */
export function spellingsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret)
  const offsets = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // What stands around the secret colours the characters at both ends.
    return encoded.slice(Math.ceil((shift * 4) / 3), encoded.length - 4)
  })
  const hex = Buffer.from(bytes).toString('hex')
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return [
    secret,
    ...offsets,
    ...offsets.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
    percent,
    percent.toUpperCase(),
    encodeURIComponent(secret),
  ]
}

/** The secrets found in what was written, in any spelling. */
export function leaksIn(written: string, secrets: readonly string[]): readonly string[] {
  if (secrets.some(({ length }) => length < 12)) throw new TypeError('a secret too short to be told from chance')
  return secrets.filter((secret) => spellingsOf(secret).some((spelling) => written.includes(spelling)))
}
