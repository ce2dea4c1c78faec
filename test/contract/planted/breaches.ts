import type { ContractCase, Subject } from '../../../src/testing/contracts/contract-case.ts'
import { ContractBreach } from '../../../src/testing/contracts/demand.ts'

/** The ids of the promises that a subject breaks. Anything but a breach is a fault of the suite, and is thrown. */
export async function breachesOf<Kind extends Subject>(
  contract: readonly ContractCase<Kind>[],
  makeSubject: () => Promise<Kind>,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (const one of contract) {
    try {
      await one.run(makeSubject)
    } catch (error) {
      if (!(error instanceof ContractBreach)) throw error
      ids.push(one.id)
    }
  }
  return ids
}
