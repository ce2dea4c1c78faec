import fc from 'fast-check'
import type { Fault } from './ledger-server.ts'

export type Step =
  | { readonly do: 'enqueue' | 'coalesce'; readonly tab: number; readonly lane: string }
  | {
      readonly do: 'cancel' | 'discard' | 'retry' | 'edit' | 'mine' | 'theirs'
      readonly tab: number
      readonly item: number
    }
  | { readonly do: 'drain' | 'kill' | 'other account' | 'token dies'; readonly tab: number }
  | { readonly do: 'server'; readonly fault: Fault }
  | { readonly do: 'disk'; readonly landed: boolean }

const tab = fc.integer({ min: 0, max: 1 })
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('enqueue' as const), tab, lane: fc.constantFrom('a', 'b') }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('coalesce' as const), tab, lane: fc.constantFrom('a', 'b') }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('cancel', 'discard', 'retry', 'edit', 'mine', 'theirs'),
        tab,
        item: fc.nat(5),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constantFrom('drain', 'drain', 'kill', 'other account', 'token dies'), tab }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('server' as const),
        fault: fc.constantFrom<Fault>(
          'lost answer',
          'lost request',
          { status: 409 },
          { status: 412 },
          { status: 422 },
          { status: 403 },
          { status: 500 },
          { status: 429 },
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('disk' as const), landed: fc.boolean() }) },
  ),
  { minLength: 12, maxLength: 30, size: 'max' },
)
