import fc from 'fast-check'
import type { Json } from '../../src/exchange/parse-json.ts'
import { honestBodies, hostileBodies } from '../exchange/hostile-bodies.ts'

/** The same inputs in every run: a failure names its input, and the next run meets it again. */
const seed = 20_261_121

export function sample<Value>(arbitrary: fc.Arbitrary<Value>, count: number): readonly Value[] {
  return fc.sample(arbitrary, { numRuns: count, seed })
}

const anyText = fc.oneof(
  fc.constantFrom(...hostileBodies.filter((text) => text.length < 2_000)),
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
)

/** Texts that did harm once, and texts that nobody has thought of. */
export function texts(count: number): readonly string[] {
  const known = hostileBodies.slice(0, count)
  return [...known, ...sample(anyText, Math.max(0, count - known.length))]
}

/** JSON documents with the names that a reader looks for, of the right and of the wrong kind. */
export function documents(names: readonly string[], count: number): readonly Json[] {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'length') },
  )
  const value = fc.oneof(
    fc.jsonValue(),
    anyText,
    fc.constantFrom(0, -1, 1e308, -0, Number.MAX_SAFE_INTEGER, '', '0', true),
  )
  const entries = fc.array(fc.tuple(name, value), { maxLength: names.length + 2 })
  // Parsed, as from a wire: so that __proto__ is a member like any other.
  return sample(entries, count).map((pairs) => {
    const members = pairs.map(([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`)
    return JSON.parse(`{${members.join(',')}}`) as Json
  })
}

/** A good document, changed in one to three places: the nearest thing to the truth. */
export function nearly(good: Json, count: number): readonly Json[] {
  const text = JSON.stringify(good)
  const names = Object.keys(good ?? {})
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom<Json>(null, '', 0, -1, 1e308, [], {}, true, 'x'.repeat(5_000)))
  const changes = fc.array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 3 })
  return sample(changes, count).map((pairs) => ({
    ...(JSON.parse(text) as Record<string, Json>),
    ...Object.fromEntries(pairs as readonly (readonly [string, Json])[]),
  }))
}

/** Bytes of an honest answer, cut or with one of them changed. */
export function spoilt(count: number): readonly Uint8Array<ArrayBuffer>[] {
  const spoil = fc.tuple(fc.constantFrom(...honestBodies), fc.nat(), fc.nat({ max: 255 }), fc.boolean())
  return sample(spoil, count).map(([body, at, byte, cut]) => {
    const bytes = new TextEncoder().encode(body)
    bytes[at % bytes.length] = byte
    return cut ? bytes.slice(0, at % bytes.length) : bytes
  })
}

/** Every number that a clock, a counter or a header could hold. */
export function numbers(count: number): readonly number[] {
  const odd = [Number.NaN, Infinity, -Infinity, -0, 0, -1, 1e308, -1e308, Number.MIN_VALUE, 8.64e15, 8.64e15 + 1]
  const known = [...odd, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 31, 2 ** 31 - 1, 2 ** 32]
  return [...known, ...sample(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(...known)), count - known.length)]
}
