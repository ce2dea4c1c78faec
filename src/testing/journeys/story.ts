import { authMachine } from '../../../machines/auth.machine.ts'
import { after, instant, type Instant } from '../../../machines/time.ts'
import { viewOf } from '../../view-of.ts'
import type { AuthMachine, AuthPlace, Pause } from '../auth-model/auth-place.ts'
import { dueAt } from '../auth-model/endings.ts'
import { runningActors } from '../explore/place.ts'
import { walker } from '../explore/walk.ts'
import { lasts, type Act, type Sight } from './act.ts'
import { answerOf, recordOf, sound, type Device } from './device.ts'

/** The shipped chart on a device whose every answer is known. */
export interface Story {
  readonly place: AuthPlace
  readonly device: Device
  /** The declared transitions that the last act walked. */
  readonly edges: readonly string[]
}

const start = instant(1_800_000_000_000)
const blank = {
  kind: 'nothing',
  reason: 'never',
  persistence: 'durable',
  outbox: 0,
  pending: 0,
  evidence: 'none',
} as const

/** A teller of stories about one machine: it starts them and goes on with them, one act at a time. */
export function storyTeller(machine: AuthMachine = authMachine): {
  readonly begin: () => Story
  readonly goOn: (story: Story, act: Act) => Story
} {
  const { begin, take } = walker<AuthMachine, Pause>(machine, { start, memory: null })

  const open = (device: Device, record: object, now: Instant): Story => {
    const first = begin({ at: now, offline: !device.isOnline, chance: 0.5 })
    const edges = [...first.edges]
    const place = end({ ...first, now }, 'restore', record, edges)
    return settle({ place, device, edges }, now)
  }
  const end = (place: AuthPlace, id: string, output: object, edges: string[]): AuthPlace =>
    send(place, { type: `xstate.done.actor.${id}`, actorId: id, output: { at: place.now, ...output } }, edges)
  const send = (
    place: AuthPlace,
    event: { readonly type: string; readonly [more: string]: unknown },
    edges: string[],
  ): AuthPlace => {
    const step = take(place, { label: event.type, event: { at: place.now, ...event }, now: place.now, fair: null })
    edges.push(...step.edges)
    return { ...step.after, from: null }
  }

  /** Lets everything happen that happens by itself until a moment: actors answer at once, alarms ring at theirs. */
  const settle = ({ place, device, edges: walked }: Story, until: Instant): Story => {
    const edges = [...walked]
    let here = place
    for (;;) {
      const running = runningActors(here)
      const answer = running.flatMap(([id]) => {
        const output = answerOf(id, here, instant(here.now), device)
        return output === null ? [] : [{ id, output }]
      })[0]
      if (answer !== undefined) {
        here = end(here, answer.id, answer.output, edges)
        continue
      }
      const alarms = running.flatMap(([id, actor]) => {
        const due = id.endsWith('Alarm') ? dueAt(actor) : null
        return due === null || due > until ? [] : [{ id, due }]
      })
      const [next] = alarms.toSorted((one, other) => one.due - other.due)
      if (next === undefined) return { place: { ...here, now: until }, device, edges }
      here = end({ ...here, now: Math.max(next.due, here.now) }, next.id, { kind: 'rang', evidence: 'none' }, edges)
    }
  }

  return {
    begin: () => open(sound, blank, start),
    goOn({ place, device }, act) {
      const until = after(instant(place.now), lasts[act])
      const world = { ...device, ...changeOf(act) }
      if (act === 'start the app again') return open(world, recordOf(place, until), until)
      const edges: string[] = []
      const told = eventOf(act)
      const here = told === null ? place : send(place, told, edges)
      const story = settle({ place: here, device: world, edges }, until)
      const isSignedIn = act === 'sign in' && story.place.snapshot.matches({ session: 'ACTIVE' })
      return isSignedIn ? { ...story, device: { ...world, isRevoked: false } } : story
    },
  }
}

function changeOf(act: Act): Partial<Device> {
  switch (act) {
    case 'lose the network':
      return { isOnline: false }
    case 'find the network':
      return { isOnline: true }
    case 'the server fails':
      return { isFailing: true }
    case 'the server recovers':
      return { isFailing: false }
    case 'the session is revoked':
      return { isRevoked: true }
    case 'the account is disabled':
      return { isDisabled: true }
    case 'the account is enabled':
      return { isDisabled: false }
    default:
      return {}
  }
}

function eventOf(act: Act): { readonly type: string; readonly [more: string]: unknown } | null {
  switch (act) {
    case 'sign in':
      return { type: 'user.signIn' }
    case 'sign out':
      return { type: 'user.signOut', mode: 'hard', pending: 'keep' }
    case 'sign out in another tab':
      return { type: 'tab.signedOut' }
    case 'lose the network':
      return { type: 'network.lost' }
    case 'find the network':
      return { type: 'network.returned', chance: 0.5 }
    case 'try again':
      return { type: 'user.retry' }
    default:
      return null
  }
}

/** What a person has to see in a story. */
export function sightOf({ place }: Story): Sight {
  const view = viewOf(place.snapshot)
  return { status: view.status, reason: 'reason' in view && view.status !== 'SIGNED_OUT' ? view.reason : null }
}
