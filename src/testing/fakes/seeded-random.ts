import type { Random } from '../../ports/world.ts'

/** The same seed gives the same ids and numbers, for ever: a failing run can be run again. Not for secrets. */
export function seededRandom(seed: number): Random {
  const next = generator(seed)
  return {
    id: () => Array.from({ length: 4 }, () => next().toString(16).padStart(8, '0')).join(''),
    unit: () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53,
  }
}

/** xoshiro128** (Blackman and Vigna, 2018): 128 bits of state, so that the streams of two seeds don't meet. */
function generator(seed: number): () => number {
  let [a, b, c, d] = [mix(seed), mix(seed + 0x9e3779b9), mix(seed + 0x3c6ef372), mix(seed + 0xdaa66d2b) | 1]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}

/** The finaliser of MurmurHash3: neighbouring seeds give states that have nothing in common. */
function mix(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
