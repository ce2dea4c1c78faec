import type { Random } from '../../src/ports/world.ts'

export interface SystemRandomOptions {
  /** Default: the global one, looked up at each call. */
  readonly crypto?: { getRandomValues(into: Uint8Array<ArrayBuffer>): unknown }
}

/** The platform's cryptographic generator. */
export function systemRandom({ crypto: given }: SystemRandomOptions = {}): Random {
  const draw = (length: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(length)
    ;(given ?? crypto).getRandomValues(bytes)
    return bytes
  }
  return {
    get lacks() {
      return given === undefined && (typeof crypto === 'undefined' || crypto.getRandomValues === undefined)
        ? 'crypto'
        : null
    },
    id() {
      return btoa(String.fromCharCode(...draw(16)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    },
    unit() {
      const [high = 0, low = 0] = new Uint32Array(draw(8).buffer)
      // 53 bits: every double a uniform draw can be; 32 would leave visible steps in long spreads.
      return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53
    },
  }
}
