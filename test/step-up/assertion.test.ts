import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAssertion, type Assertion } from '../../adapters/step-up/webauthn/assertion.ts'
import { algorithms, rawOfDer } from '../../adapters/step-up/webauthn/signature.ts'
import { challenge, origin, rpId, softwareAuthenticator, type Answer } from './software-authenticator.ts'

const expected = { type: 'webauthn.get', challenge, origin, rpId } as const

describe('an assertion that is checked on the device (SU-02)', () => {
  it.each(Object.entries(algorithms))('is good when signed by the enrolled key: %s', async (_, algorithm) => {
    const { stored, answer } = await softwareAuthenticator(algorithm)
    for (let count = 5; count < 20; count += 1)
      expect(await checkAssertion(await answer({ counter: count }), expected, stored)).toEqual({ counter: count })
  })

  it.each([
    ['other_credential', { id: 'somebody-elses' }],
    ['wrong_type', { type: 'webauthn.create' }],
    ['wrong_challenge', { challenge: 'AAAA' }],
    ['wrong_origin', { origin: 'https://field.example.evil.example' }],
    ['wrong_origin', { crossOrigin: true }],
    ['wrong_rp', { rpId: 'evil.example' }],
    ['user_not_present', { flags: 0x04 }],
    ['user_not_verified', { flags: 0x01 }],
    ['counter_fell', { counter: 4 }],
    ['counter_fell', { counter: 3 }],
    ['counter_fell', { counter: 0 }],
  ] as const satisfies readonly (readonly [string, Answer])[])('is refused: %s %o', async (problem, says) => {
    const { stored, answer } = await softwareAuthenticator()
    expect(await checkAssertion(await answer(says), expected, stored)).toEqual({ problem })
  })

  it('is refused when another key signed it', async () => {
    const [mine, theirs] = [await softwareAuthenticator(), await softwareAuthenticator()]
    expect(await checkAssertion(await theirs.answer(), expected, mine.stored)).toEqual({ problem: 'wrong_signature' })
  })

  it('may come from an authenticator that does not count', async () => {
    const { stored, answer } = await softwareAuthenticator()
    expect(await checkAssertion(await answer({ counter: 0 }), expected, { ...stored, counter: 0 })).toEqual({
      counter: 0,
    })
  })

  it('is refused when any bit of what was signed is another one', async () => {
    const { stored, answer } = await softwareAuthenticator()
    const good = await answer()
    const parts = ['authenticatorData', 'signature', 'clientDataJSON'] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), fc.nat({ max: 7 }), async (part, place, bit) => {
        const bytes = Buffer.from(good.response[part], 'base64url')
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        const spoilt: Assertion = { ...good, response: { ...good.response, [part]: bytes.toString('base64url') } }
        expect(await checkAssertion(spoilt, expected, stored)).toHaveProperty('problem')
      }),
      { numRuns: 400 },
    )
  })

  it('is refused, and nothing is thrown, whatever the answer holds', async () => {
    const { stored } = await softwareAuthenticator()
    const text = fc.oneof(fc.string(), fc.base64String())
    await fc.assert(
      fc.asyncProperty(text, text, text, async (clientDataJSON, authenticatorData, signature) => {
        const answer = { id: stored.id, response: { clientDataJSON, authenticatorData, signature } }
        expect(await checkAssertion(answer, expected, stored)).toHaveProperty('problem')
      }),
      { numRuns: 500 },
    )
  })
})

describe('a DER signature', () => {
  it.each([
    ['nothing', []],
    ['no sequence', [0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01]],
    ['a wrong length', [0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01]],
    ['one number', [0x30, 0x03, 0x02, 0x01, 0x01]],
    ['an empty number', [0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x01]],
    ['more than two numbers', [0x30, 0x09, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01]],
    ['a number that is too long', [0x30, 0x26, 0x02, 0x21, ...Array<number>(33).fill(1), 0x02, 0x01, 0x01]],
  ])('with %s is none', (_, bytes) => {
    expect(rawOfDer(new Uint8Array(bytes))).toBeNull()
  })

  it('gives both numbers their 32 bytes', () => {
    const raw = rawOfDer(new Uint8Array([0x30, 0x07, 0x02, 0x02, 0x00, 0xff, 0x02, 0x01, 0x02]))
    expect(raw?.[31]).toBe(0xff)
    expect(raw?.[63]).toBe(0x02)
    expect(raw?.filter((byte) => byte !== 0)).toHaveLength(2)
  })
})
