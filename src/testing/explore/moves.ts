import type { AnyEventObject, AnyStateMachine } from 'xstate'
import { anatomyOf, runningActors, type Move, type Place } from './place.ts'
import type { Cases, Ending, Moves, World } from './world.ts'

/** All that can happen at a place of a world: events, ends of running actors, timers that fire, time that passes. */
export function movesIn<Machine extends AnyStateMachine, Memory>(
  world: World<Machine, Memory>,
): Moves<Machine, Memory> {
  // Put together from tables that are typed by event, the cases come out untyped.
  const cases = Object.entries(world.cases) as readonly [string, (place: Place<Machine, Memory>) => Cases<object>][]
  const { allows = () => true, outcomes = {}, moments = () => [], start, tick = 0 } = world
  const at = (now: number): object => (start === undefined ? {} : { at: now })

  const events = (place: Place<Machine, Memory>): readonly Move[] =>
    cases.flatMap(([type, told]) =>
      Object.entries(told(place)).map(([name, payload]) => ({
        label: labelled(type, name),
        event: { ...payload, ...at(place.now), type },
        now: place.now,
        fair: null,
      })),
    )
  const ends = (place: Place<Machine, Memory>): readonly Move[] =>
    runningActors(place).flatMap(([id, actor]) => {
      const ways = outcomes[id] ?? unforeseen(id)
      return Object.entries(ways(place, actor)).map(([name, ending]) => endOf({ id, name, ending, place }))
    })
  const passages = (place: Place<Machine, Memory>): readonly Move[] => {
    const ahead = moments(place).flatMap((moment) => (moment !== null && moment > place.now ? [moment] : []))
    return ahead.length === 0 ? [] : [{ label: 'time passes', event: null, now: Math.min(...ahead), fair: null }]
  }
  return (place) => {
    const next = tick === 0 ? place : { ...place, now: place.now + tick }
    return [...events(next), ...ends(next), ...timersOf(next), ...passages(place)].filter(({ label }) => allows(label))
  }
}

interface End {
  readonly id: string
  readonly name: string
  readonly ending: Ending
  readonly place: Place<AnyStateMachine>
}

function endOf({ id, name, ending, place }: End): Move {
  const now = Math.max(ending.now ?? place.now, place.now)
  const isDone = 'output' in ending
  const event: AnyEventObject = isDone
    ? { type: `xstate.done.actor.${id}`, actorId: id, output: ending.output }
    : { type: `xstate.error.actor.${id}`, actorId: id, error: ending.error }
  return { label: labelled(id, name), event, now, fair: isDone ? id : null }
}

/** The `after` transitions of the active states: their timers never run here, they fire when the explorer says so. */
function timersOf({ snapshot, now }: Place<AnyStateMachine>): readonly Move[] {
  const types = new Set(anatomyOf(snapshot)._nodes.flatMap((node) => node.after.map(({ eventType }) => eventType)))
  return [...types].map((type) => ({ label: type, event: { type }, now, fair: type }))
}

function unforeseen(id: string): never {
  throw new Error(`No case says how the actor ${id} ends`)
}

function labelled(what: string, name: string): string {
  if (name === '') return what
  return name.startsWith(' ') ? `${what}${name}` : `${what} (${name})`
}
