import type { Random } from '../../ports/world.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { demand, demandEqual } from './demand.ts'

/** A source of chance in its surroundings, for `randomContract`. */
export interface RandomSubject extends Subject {
  readonly random: Random
}

const draws = 20_000
const bins = 20

/** Chi-squared with 19 degrees of freedom exceeds this once in ten million runs. */
const implausible = 73

/** What Random promises. */
export const randomContract: readonly ContractCase<RandomSubject>[] = [
  contractCase('random.id.unique', 'no id comes twice', async ({ random }) => {
    const ids = Array.from({ length: draws }, () => random.id())
    demandEqual(new Set(ids).size, draws, 'Different ids')
  }),
  contractCase('random.id.shape', 'an id is URL-safe and long enough for 128 bits', async ({ random }) => {
    const ids = Array.from({ length: 2_000 }, () => random.id())
    demand(
      ids.every((id) => /^[A-Za-z0-9_-]{22,64}$/.test(id)),
      'URL-safe, 22 to 64 characters',
    )
    // Each place carries what its letters can tell apart; a constant or counted place carries nothing.
    const places = Array.from({ length: Math.min(...ids.map(({ length }) => length)) }, (_, place) => place)
    const bits = places.reduce((sum, place) => sum + Math.log2(new Set(ids.map((id) => id[place])).size), 0)
    demand(bits >= 128, `At least 128 bits vary: found ${bits}`)
  }),
  contractCase('random.unit.range', 'a unit is in [0, 1)', async ({ random }) => {
    for (let draw = 0; draw < draws; draw += 1) {
      const unit = random.unit()
      demand(unit >= 0 && unit < 1, `In range: ${unit}`)
    }
  }),
  contractCase('random.unit.even', 'units are spread evenly', async ({ random }) => {
    const counts = Array.from({ length: bins }, () => 0)
    for (let draw = 0; draw < draws; draw += 1) {
      const bin = Math.floor(random.unit() * bins)
      counts[bin] = (counts[bin] ?? 0) + 1
    }
    const expected = draws / bins
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    demand(chiSquared < implausible, `Chi-squared ${chiSquared.toFixed(1)} is plausible`)
  }),
]
