import { describe, it } from 'vitest'
import type { ContractCase, Subject } from '../../src/testing/contracts/contract-case.ts'

/** Registers every case of a contract as one test. */
export function holdsTo<Kind extends Subject>(
  adapter: string,
  contract: readonly ContractCase<Kind>[],
  makeSubject: () => Promise<Kind>,
): void {
  describe(`${adapter} holds to its contract`, () => {
    it.each(contract.map((one) => [one.id, one.title, one] as const))('%s: %s', async (_id, _title, one) => {
      await one.run(makeSubject)
    })
  })
}
