import { authMachine } from '../../machines/auth.machine.ts'
import type { AuthInput } from '../../machines/context.ts'
import { instant } from '../../machines/time.ts'
import { movesAt } from './moves.ts'
import { walker, type Place } from './walk.ts'

/** Where a sequence of moves leads, each named by its label. */
export function follow(labels: readonly string[], settings: AuthInput['settings'] = {}): Place {
  const { begin, take } = walker(authMachine)
  const at = instant(1_800_000_000_000)
  const start = begin({ at, offline: false, chance: 0.5, settings }).place
  return labels.reduce((place, label) => {
    const move = movesAt(place).find((one) => one.label === label)
    if (move === undefined) throw new Error(`${label} cannot happen here: ${JSON.stringify(place.snapshot.value)}`)
    return take(place, move).after
  }, start)
}
