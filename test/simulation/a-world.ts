import { ledger, type Ledger } from '../../src/testing/simulation/ledger.ts'
import type { Nemesis } from '../../src/testing/simulation/nemesis.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { rotations } from '../../src/testing/simulation/rotation.ts'
import type { Schedule } from '../../src/testing/simulation/schedule.ts'
import { simWorld, type Fatalism, type SimWorld } from '../../src/testing/simulation/sim-world.ts'
import type { Tab } from '../../src/testing/simulation/tab.ts'
import { turns } from '../../src/testing/simulation/turn.ts'

/** A schedule in which nothing goes wrong by itself: a scene says what does. */
export function quiet(rotation: string, nemeses: readonly Nemesis[] = []): Schedule {
  const found = rotations.find(({ name }) => name === rotation)
  if (found === undefined) throw new Error(`Cannot find the rotation profile ${rotation}`)
  return {
    seed: 1,
    nemeses: new Set(nemeses),
    rotation: found,
    accessTokenTtl: 60_000,
    offlineFor: 7 * 86_400_000,
    isSealedForReal: false,
    commands: [],
  }
}

export interface Scene {
  readonly world: SimWorld
  readonly book: Ledger
  readonly tab: Tab
  pass(milliseconds: number): Promise<void>
}

/** A signed-in tab on a quiet world, for as long as the scene lasts. */
export async function scene(
  rotation: string,
  play: (scene: Scene) => Promise<void>,
  fatalism?: Fatalism,
  nemeses: readonly Nemesis[] = [],
  terms: Partial<Schedule> = {},
): Promise<void> {
  const loop = turns()
  const book = ledger(true)
  const world = simWorld({ ...quiet(rotation, nemeses), ...terms }, book, loop, fatalism)
  const pass = (milliseconds: number): Promise<void> => world.run(world.time.now + milliseconds)
  const tab = world.open()
  await pass(100)
  void signIn(tab)
  await pass(100)
  await play({ world, book, tab, pass })
  for (const each of world.tabs) if (each.alive) each.dispose(world.time.now)
  await pass(60_000)
  loop.close()
}
