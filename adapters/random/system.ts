import type { Random } from '../../src/ports/world.ts'

/** The platform's cryptographic generator. */
export function systemRandom(): Random {
  return {
    id() {
      const bytes = crypto.getRandomValues(new Uint8Array(16))
      return btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    },
    unit() {
      const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
      // 53 bits: every double a uniform draw can be; 32 would leave visible steps in long spreads.
      return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53
    },
  }
}
