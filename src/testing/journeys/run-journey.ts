import type { Sight } from './act.ts'
import type { AuthDriver } from './driver.ts'
import type { Journey } from './journeys.ts'
import { viewerLink } from './recording.ts'

/** What `runJourney` takes. */
export interface RunJourneyOptions {
  /** Where the viewer stands: the package's `viewer.html`, opened or served. Default: its place in `node_modules`. */
  readonly viewer?: string
}

const installed = 'node_modules/authchart/dist/viewer.html'

/** The app under test did not do what the chart promises. */
export class JourneyFailure extends Error {
  override readonly name = 'JourneyFailure'
  readonly journey: Journey
  /** How many acts had been done. */
  readonly after: number
  readonly seen: Partial<Sight>
  /** Opens the run in the viewer; null where the driver records none. */
  readonly link: string | null

  constructor(
    journey: Journey,
    after: number,
    { seen, link }: { readonly seen: Partial<Sight>; readonly link: string | null },
  ) {
    super(reportOf(journey, after, { seen, link }))
    this.journey = journey
    this.after = after
    this.seen = seen
    this.link = link
  }
}

/** Carries out a journey and compares after each act what is seen with what the chart says. */
export async function runJourney(
  driver: AuthDriver,
  journey: Journey,
  { viewer = installed }: RunJourneyOptions = {},
): Promise<void> {
  const compare = async (after: number): Promise<void> => {
    const expected = journey.sights[after]
    const seen = await driver.look()
    const isSameReason = seen.reason === undefined || seen.reason === expected?.reason
    if (seen.status === expected?.status && isSameReason) return
    const frames = driver.recording?.() ?? null
    throw new JourneyFailure(journey, after, { seen, link: frames === null ? null : viewerLink(viewer, frames) })
  }

  await driver.start()
  try {
    await compare(0)
    for (const [index, act] of journey.acts.entries()) {
      await driver.act(act)
      await compare(index + 1)
    }
  } finally {
    await driver.end()
  }
}

/** One sentence, the acts with what has to be seen, the body of a test that shows it again, and the run to look at. */
function reportOf(
  { acts, sights }: Journey,
  after: number,
  { seen, link }: Pick<JourneyFailure, 'seen' | 'link'>,
): string {
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
    ...(link === null ? [] : ['', 'What the chart did, in the viewer:', `  ${link}`]),
  ].join('\n')
}

function nameOf(sight: Partial<Sight> | undefined): string {
  if (sight === undefined) return 'nothing'
  return `${sight.status}${sight.reason === null || sight.reason === undefined ? '' : ` (${sight.reason})`}`
}
