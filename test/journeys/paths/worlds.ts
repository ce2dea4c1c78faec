import type { AuthInput } from '../../../machines/context.ts'
import type { AuthMachine, AuthPlace, Pause } from '../../../src/testing/auth-model/auth-place.ts'
import { authEvents, authOutcomes } from '../../../src/testing/auth-model/endings.ts'
import { authWorld, scopes, type ScopeName } from '../../../src/testing/auth-model/worlds.ts'
import type { Cases, OutcomeCases, World } from '../../../src/testing/explore/world.ts'
import { isPossible, isSentToActor } from './possible.ts'
import { morning } from './stage.ts'

const names: readonly ScopeName[] = ['revocation', 'queue', 'stepUp', 'session']

/** What the shortcuts of the explorer's own worlds stand for, where they can't happen. */
const besides: Readonly<Record<ScopeName, readonly string[]>> = {
  revocation: ['restore nothing (with an outbox)', 'signOut signed_out (with an outbox)'],
  queue: [],
  stepUp: ['restore locked', 'restore live', 'restore due'],
  session: [],
}

/** The explorer's worlds without what nothing around createAuth can bring about. */
export function realWorlds(
  { sends }: { readonly sends: boolean } = { sends: true },
): readonly { readonly name: ScopeName; readonly world: World<AuthMachine, Pause> }[] {
  return names.map((name) => {
    const world = authWorld(name)
    const { allows = () => true } = world
    return {
      name,
      world: {
        ...world,
        inputs: inputsOf(name),
        cases: cut(authEvents, sends),
        outcomes: cut(authOutcomes, sends) as OutcomeCases<AuthMachine, Pause>,
        // Told in scenes only: one ends with the sign-in that sets it off, the other takes a disk that was sealed before.
        allows: (label) =>
          !label.startsWith('outbox.changed') &&
          label !== 'restore wrapped' &&
          (allows(label) || besides[name].some((more) => label.startsWith(more))),
      },
    }
  })
}

/** A platform without a probe answers before anybody could look: every real start has one. */
function inputsOf(name: ScopeName): readonly AuthInput[] {
  const settings = new Map(
    scopes[name].settings.map((chosen) => [JSON.stringify({ ...chosen, hasProbe: true }), chosen]),
  )
  return [...settings.values()].flatMap((chosen) =>
    [false, true].map((offline) => ({ at: morning, offline, chance: 0.5, settings: { ...chosen, hasProbe: true } })),
  )
}

type Table = Readonly<Record<string, ((place: AuthPlace, ...rest: readonly never[]) => Cases<unknown>) | undefined>>

function cut(table: object, sends: boolean): object {
  return Object.fromEntries(
    Object.entries(table as Table).map(([what, cases]) => [
      what,
      (place: AuthPlace, ...rest: readonly never[]): Cases<unknown> =>
        Object.fromEntries(
          Object.entries(cases?.(place, ...rest) ?? {}).filter(([name]) => {
            const label = labelled(what, name)
            return isPossible(label, place) && (sends || !isSentToActor(label, place))
          }),
        ),
    ]),
  )
}

function labelled(what: string, name: string): string {
  if (name === '') return what
  return name.startsWith(' ') ? `${what}${name}` : `${what} (${name})`
}
