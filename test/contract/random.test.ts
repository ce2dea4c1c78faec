import { systemRandom } from '../../adapters/random/system.ts'
import { randomContract } from '../../src/testing/contracts/random.contract.ts'
import { seededRandom } from '../../src/testing/fakes/seeded-random.ts'
import { holdsTo } from './register.ts'

holdsTo('systemRandom()', randomContract, async () => ({ random: systemRandom(), end: async () => {} }))
for (const seed of [0, 1, -7, 2 ** 40]) {
  holdsTo(`seededRandom(${seed})`, randomContract, async () => ({ random: seededRandom(seed), end: async () => {} }))
}
