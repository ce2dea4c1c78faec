import { authMachine } from '../../machines/auth.machine.ts'
import type { AuthInput } from '../../machines/context.ts'
import { instant } from '../../machines/time.ts'
import type { AuthPlace } from '../../src/testing/auth-model/auth-place.ts'
import { authWorld } from '../../src/testing/auth-model/worlds.ts'
import { movesIn } from '../../src/testing/explore/moves.ts'
import { walker } from '../../src/testing/explore/walk.ts'

const { allows: _, ...world } = authWorld('session')
const movesAt = movesIn(world)

/** Where a sequence of moves leads, each named by its label. */
export function follow(labels: readonly string[], settings: AuthInput['settings'] = {}): AuthPlace {
  const { begin, take } = walker(authMachine, world)
  const at = instant(world.start ?? 0)
  const start = begin({ at, offline: false, chance: 0.5, settings })
  return labels.reduce((place, label) => {
    const move = movesAt(place).find((one) => one.label === label)
    if (move === undefined) throw new Error(`${label} cannot happen here: ${JSON.stringify(place.snapshot.value)}`)
    return take(place, move).after
  }, start)
}
