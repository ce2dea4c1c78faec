import { instant } from '../../../machines/time.ts'
import type { AuthMachine } from '../auth-model/auth-place.ts'
import { acts, type Act, type Sight } from './act.ts'
import { sightOf, storyTeller, type Story } from './story.ts'

/** A sequence of acts, what has to be seen after each, and the declared transitions that it walks. */
export interface Journey {
  readonly acts: readonly Act[]
  /** One more than acts: the first is what a new device shows. */
  readonly sights: readonly Sight[]
  readonly edges: readonly string[]
}

interface JourneyOptions {
  /** What the app under test can do or have done to it. Default: everything. */
  readonly can?: readonly Act[]
  /** Default: the shipped chart. */
  readonly machine?: AuthMachine
  /** How many acts a journey has at most. Default 8. */
  readonly length?: number
}

/** A small set of journeys that together walk every transition that acts can reach, generated from the shipped chart. */
export function journeys({ can = acts, machine, length = 8 }: JourneyOptions = {}): readonly Journey[] {
  const { begin, goOn } = storyTeller(machine)
  const first = begin()
  const seen = new Map<string, Walked>([[keyOf(first), { story: first, from: null, act: null, depth: 0 }]])
  const firsts = new Map<string, Walked>()
  const note = (walked: Walked): void => {
    for (const edge of walked.story.edges) if (!firsts.has(edge)) firsts.set(edge, walked)
    // What is seen after each act is a promise of its own, whatever the chart walked to get there.
    const sight = `${walked.act} leads to ${JSON.stringify(sightOf(walked.story))}`
    if (!firsts.has(sight)) firsts.set(sight, walked)
  }
  // A Map hands out what is added while it is walked.
  for (const here of seen.values()) {
    note(here)
    if (here.depth >= length) continue
    for (const act of can) {
      if (!isPossible(act, here.story)) continue
      const next = { story: goOn(here.story, act), from: here, act, depth: here.depth + 1 }
      note(next)
      const key = keyOf(next.story)
      if (!seen.has(key)) seen.set(key, next)
    }
  }
  return fewest(firsts)
}

interface Walked {
  readonly story: Story
  readonly from: Walked | null
  readonly act: Act | null
  readonly depth: number
}

/** The longest first: what they pass on the way needs no journey of its own. */
function fewest(firsts: ReadonlyMap<string, Walked>): readonly Journey[] {
  const left = new Set(firsts.values())
  const chosen: Journey[] = []
  for (const walked of [...left].toSorted((one, other) => other.depth - one.depth)) {
    if (!left.has(walked)) continue
    chosen.push(journeyTo(walked))
    for (let here: Walked | null = walked; here !== null; here = here.from) left.delete(here)
  }
  return chosen
}

function journeyTo(walked: Walked): Journey {
  const steps: Walked[] = []
  for (let here: Walked | null = walked; here !== null; here = here.from) steps.unshift(here)
  return {
    acts: steps.flatMap(({ act }) => (act === null ? [] : [act])),
    sights: steps.map(({ story }) => sightOf(story)),
    edges: [...new Set(steps.flatMap(({ story }) => story.edges))],
  }
}

/** Whether somebody could do this now, and it would mean anything. */
function isPossible(act: Act, { place, device }: Story): boolean {
  const { status } = sightOf({ place, device, edges: [] })
  const isShut = status === 'SIGNED_OUT' || status === 'REAUTH_REQUIRED' || status === 'LOCKED'
  switch (act) {
    case 'sign in':
      return isShut
    case 'sign out':
    case 'sign out in another tab':
      return status !== 'SIGNED_OUT'
    case 'lose the network':
      return device.isOnline
    case 'find the network':
      return !device.isOnline
    case 'the server fails':
      return !device.isFailing
    case 'the server recovers':
      return device.isFailing
    case 'the session is revoked':
      return !device.isRevoked && !isShut
    case 'the account is disabled':
      return !device.isDisabled && !isShut
    case 'the account is enabled':
      return device.isDisabled
    case 'try again':
      return status === 'OFFLINE_STALE' || status === 'REAUTH_REQUIRED'
    // Days pass quickly only where nothing is tried meanwhile.
    case 'the offline limit passes':
      return !device.isOnline && status === 'OFFLINE_STALE'
    case 'ten minutes pass':
    case 'start the app again':
      return true
    default:
      return act satisfies never
  }
}

function keyOf({ place, device }: Story): string {
  const { snapshot, now } = place
  const { refreshDueAt, offlineLimitAt, warnAt, outbox } = snapshot.context
  const isPast = (moment: number | null): boolean => moment !== null && instant(now) >= moment
  const deadlines = [isPast(refreshDueAt), isPast(offlineLimitAt), warnAt === null, outbox > 0]
  return JSON.stringify([snapshot.value, sightOf({ place, device, edges: [] }), deadlines, device])
}
