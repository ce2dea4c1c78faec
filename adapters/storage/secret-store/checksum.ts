const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

/** CRC-32 of an ASCII text. Tells a torn write; who changes a text on purpose is told by what is sealed in it. */
export function checksum(text: string): string {
  let rest = 0xffffffff
  for (let place = 0; place < text.length; place += 1) {
    rest = (rest >>> 8) ^ (table[(rest ^ text.charCodeAt(place)) & 0xff] ?? 0)
  }
  return ((rest ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}
