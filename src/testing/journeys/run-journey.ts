import type { Sight } from './act.ts'
import type { AuthDriver } from './driver.ts'
import type { Journey } from './journeys.ts'

/** The app under test did not do what the chart promises. */
export class JourneyFailure extends Error {
  override readonly name = 'JourneyFailure'
  readonly journey: Journey
  /** How many acts had been done. */
  readonly after: number
  readonly seen: Partial<Sight>

  constructor(journey: Journey, after: number, seen: Partial<Sight>) {
    super(reportOf(journey, after, seen))
    this.journey = journey
    this.after = after
    this.seen = seen
  }
}

/** Carries out a journey and compares after each act what is seen with what the chart says. */
export async function runJourney(driver: AuthDriver, journey: Journey): Promise<void> {
  await driver.start()
  try {
    await compare(driver, journey, 0)
    for (const [index, act] of journey.acts.entries()) {
      await driver.act(act)
      await compare(driver, journey, index + 1)
    }
  } finally {
    await driver.end()
  }
}

async function compare(driver: AuthDriver, journey: Journey, after: number): Promise<void> {
  const expected = journey.sights[after]
  const seen = await driver.look()
  const isSameReason = seen.reason === undefined || seen.reason === expected?.reason
  if (seen.status !== expected?.status || !isSameReason) throw new JourneyFailure(journey, after, seen)
}

/** One sentence, the acts with what has to be seen, and the body of a test that shows it again. */
function reportOf({ acts, sights }: Journey, after: number, seen: Partial<Sight>): string {
  const done = acts.slice(0, after)
  const last = done.at(-1)
  const expected = sights[after]
  const told = nameOf(expected)
  const cause = last === undefined ? 'On a new device' : `After “${last}”`
  return [
    `${cause} the chart is in ${told}, and the app shows ${nameOf(seen)}.`,
    '',
    ...['a new device', ...done].map((act, index) => `  ${index}. ${act} → ${nameOf(sights[index])}`),
    '',
    'As a test:',
    `  await driver.start()`,
    ...done.map((act) => `  await driver.act('${act}')`),
    `  expect(await driver.look()).toMatchObject(${JSON.stringify(expected)})`,
  ].join('\n')
}

function nameOf(sight: Partial<Sight> | undefined): string {
  if (sight === undefined) return 'nothing'
  return `${sight.status}${sight.reason === null || sight.reason === undefined ? '' : ` (${sight.reason})`}`
}
