import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outgoing, parseTabMessage } from '../../../adapters/tabs/tab-message.ts'
import type { TabMessage } from '../../../src/ports/world.ts'

const kind = fc.constantFrom<TabMessage['kind'][]>(
  'committed',
  'signed_in',
  'signed_out',
  'ended',
  'queue_changed',
  'index_changed',
)
const message = fc.record({
  version: fc.constant(1 as const),
  kind,
  account: fc.string({ maxLength: 64 }),
  generation: fc.nat(),
})

describe('a tab message', () => {
  it('comes through as it was sent', () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(parseTabMessage(structuredClone(outgoing(sent)))).toEqual(sent)
      }),
    )
  })

  it('is null for 10,000 other things, and nothing throws', () => {
    const isMessage = (value: unknown): boolean =>
      typeof value === 'object' && value !== null && 'version' in value && value.version === 1
    const other = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    })
    fc.assert(
      fc.property(other, (value) => isMessage(value) || parseTabMessage(value) === null),
      { numRuns: 10_000 },
    )
  })

  it('is null when one field is wrong', () => {
    const field = fc.constantFrom('version', 'kind', 'account', 'generation')
    const wrong = fc.constantFrom<unknown[]>(null, undefined, {}, [], NaN, -1, 0.5, 'x'.repeat(300), true)
    fc.assert(
      fc.property(message, field, wrong, (sent, name, value) => parseTabMessage({ ...sent, [name]: value }) === null),
      { numRuns: 2_000 },
    )
  })
})
