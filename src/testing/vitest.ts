import { describe, expect, it } from 'vitest'
import type { ContractCase, Subject } from './contracts/contract-case.ts'
import { acts, type Act } from './journeys/act.ts'
import type { AuthDriver } from './journeys/driver.ts'
import { journeys } from './journeys/journeys.ts'
import { runJourney } from './journeys/run-journey.ts'

/** What `describeAuthModel` takes. */
export interface AuthModelOptions {
  readonly name?: string
  /** What your driver can do. Journeys that need more are left out. Default: everything. */
  readonly can?: readonly Act[]
  /** Where the viewer stands, for the link in a failure. Default: the package's own `viewer.html`. */
  readonly viewer?: string
  /** How many acts a journey has at most. Default 8. */
  readonly length?: number
}

/** Beside this file in the package. */
const ownViewer = new URL('../../viewer.html', import.meta.url).href

/** Runs the chart's journeys against your app, one test each. A failure says in one sentence what the app did instead. */
export function describeAuthModel(makeDriver: () => AuthDriver, options: AuthModelOptions = {}): void {
  const { name = 'the app', can = acts, length, viewer = ownViewer } = options
  const found = journeys({ can, ...(length === undefined ? {} : { length }) })
  describe(`${name} does what the chart promises`, () => {
    it.each(found.map((journey) => [journey.acts.join(' · ') || 'a new device', journey] as const))(
      '%s',
      async (_, journey) => {
        await runJourney(makeDriver(), journey, { viewer })
        expect.assertions(0)
      },
    )
  })
}

/** What `describeContract` takes. */
export interface ContractOptions {
  /** Promises that your adapter does not make, by case id, each with the reason your users will read. */
  readonly without?: Readonly<Record<string, string>>
}

/** Holds an adapter to the contract of its port, one test a promise. A failure names the promise that is broken. */
export function describeContract<Kind extends Subject>(
  name: string,
  contract: readonly ContractCase<Kind>[],
  makeSubject: () => Promise<Kind>,
  { without = {} }: ContractOptions = {},
): void {
  describe(`${name} holds to its contract`, () => {
    const [kept, lacking] = [
      contract.filter(({ id }) => !(id in without)),
      Object.entries(without).map(([id, reason]) => [id, reason] as const),
    ]
    it.each(kept.map((one) => [one.id, one.title, one] as const))('%s: %s', async (_id, _title, one) => {
      await one.run(makeSubject)
      expect.assertions(0)
    })
    it.each(lacking)('%s is declared as not held: %s', (id, reason) => {
      expect(contract.map((one) => one.id)).toContain(id)
      expect(reason).not.toBe('')
    })
  })
}
