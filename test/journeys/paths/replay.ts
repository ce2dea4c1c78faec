import { isDeepStrictEqual } from 'node:util'
import type { Auth } from '../../../src/auth.ts'
import type { Store } from '../../../src/ports/store.ts'
import { authMachine } from '../../../machines/auth.machine.ts'
import type { AuthMachine, AuthPlace, Pause } from '../../../src/testing/auth-model/auth-place.ts'
import { movesIn } from '../../../src/testing/explore/moves.ts'
import { runningActors } from '../../../src/testing/explore/place.ts'
import { walker } from '../../../src/testing/explore/walk.ts'
import type { ScopeName } from '../../../src/testing/auth-model/worlds.ts'
import { viewOf } from '../../../src/view-of.ts'
import { contradictionIn } from './on-disk.ts'
import { isSentToActor } from './possible.ts'
import { realWorlds } from './worlds.ts'
import { happen } from './happen.ts'
import { openStage, type Stage } from './stage.ts'

export interface RealPath {
  readonly scope: ScopeName
  readonly start: number
  readonly labels: readonly string[]
}

interface Replay {
  /** Shows the app to somebody, and says what they see. */
  readonly show?: (auth: Auth) => () => string
  /** Wraps everything that may change what is seen. Default: nothing. */
  readonly during?: (work: () => Promise<void>) => Promise<void>
  /** Stands between the app and the disk. */
  readonly around?: (store: Store) => Store
}

export interface Replayed {
  readonly walked: ReadonlySet<string>
  /** Something had to be told to the actor itself. */
  readonly isSentToActor: boolean
}

const worlds = new Map(realWorlds().map(({ name, world }) => [name, { ...world, allows: () => true }]))

/** Carries a path of the explorer out on the shipped createAuth; the chart, step by step, says what has to be seen. */
export async function replay(
  { scope, start, labels }: RealPath,
  { show, during = (work) => work(), around }: Replay = {},
): Promise<Replayed> {
  const world = worlds.get(scope)
  const input = world?.inputs?.[start]
  if (world === undefined || input === undefined) throw new Error('The world has no such start')
  const { begin, take } = walker(authMachine, world)
  const moves = movesIn<AuthMachine, Pause>(world)
  let place: AuthPlace = begin(input)
  const [first = ''] = labels
  const stage = await openStage({
    input,
    ...(around === undefined ? {} : { around }),
    isSealed: labels[0] === 'restore wrapped',
    comesBack: labels.find((label) => label.startsWith('restore ')) === 'restore callback',
    breaksAtOnce: new Set(first.endsWith(' broke') ? [first.split(' ')[0] ?? ''] : []),
  })
  const walked = new Set(firstEdges(stage, place))
  const look = show?.(stage.auth)
  let isSentToActorAtAll = false
  const done: string[] = []
  try {
    for (const [index, label] of labels.entries()) {
      const move = moves(place).find((one) => one.label === label)
      if (move === undefined) throw new Error(`${label} can't happen in the model after ${done.join(' · ')}`)
      isSentToActorAtAll ||= isSentToActor(label, place)
      place = take(place, move).after
      const ahead = labels.slice(index + 1)
      await during(() => happen(stage, label, ahead))
      done.push(label)
      if (isAtOnce(ahead[0], done)) continue
      agree(stage, place, done)
      const contradiction = await stage.gate.free(() => contradictionIn(stage, place))
      if (contradiction !== null) throw new Error(`After ${done.join(' · ')} ${contradiction}`)
      const { status } = viewOf(place.snapshot)
      if (look !== undefined && look() !== status)
        throw new Error(`After ${done.join(' · ')} the chart is in ${status}, and the page shows ${look()}`)
    }
    for (const edge of stage.walked) walked.add(edge)
    return { walked, isSentToActor: isSentToActorAtAll }
  } finally {
    stage.end()
  }
}

/** What happens while createAuth is being called can't be watched; where it leads to can. */
function firstEdges({ auth }: Stage, place: AuthPlace): readonly string[] {
  return isDeepStrictEqual(auth.actor.getSnapshot().value, place.snapshot.value) ? place.edges : []
}

/** Nothing comes between these and what they follow. */
function isAtOnce(next: string | undefined, done: readonly string[]): boolean {
  if (next === undefined) return false
  const isTimer = next.endsWith('Alarm broke') || next === 'restore broke'
  return (
    isTimer ||
    next === 'signIn prepared' ||
    next === 'record.described' ||
    (done.at(-1)?.startsWith('outbox.changed') ?? false)
  )
}

function agree({ auth }: Stage, place: AuthPlace, done: readonly string[]): void {
  const snapshot = auth.actor.getSnapshot()
  const seen = faceOf({ value: snapshot.value, view: auth.state, running: activeOf(snapshot.children) })
  const expected = faceOf({
    value: place.snapshot.value,
    view: viewOf(place.snapshot),
    running: runningActors(place).map(([id]) => id),
  })
  if (!isDeepStrictEqual(seen, expected)) {
    throw new Error(
      `After ${done.join(' · ')}\nthe chart says ${JSON.stringify(expected)}\nthe app is at ${JSON.stringify(seen)}`,
    )
  }
}

interface Told {
  readonly value: unknown
  readonly view: ReturnType<typeof viewOf>
  readonly running: readonly string[]
}

function faceOf({ value, view, running }: Told): object {
  return {
    value,
    running: running.toSorted(),
    status: view.status,
    connectivity: view.connectivity,
    isAuthenticated: view.isAuthenticated,
    isOnline: view.isOnline,
    isSigningIn: view.isSigningIn,
    confirmed: 'confirmed' in view ? view.confirmed : null,
    waiting: 'waiting' in view ? view.waiting : null,
    isSigningOut: 'isSigningOut' in view ? view.isSigningOut : null,
  }
}

function activeOf(children: object): readonly string[] {
  return Object.entries(
    children as Readonly<Record<string, { getSnapshot(): { status?: string } } | undefined>>,
  ).flatMap(([id, child]) => (child?.getSnapshot().status === 'active' ? [id] : []))
}
