import type { TestWorld } from '../../src/testing/test-world.ts'

/** A store that this process does not watch needs turns of its own; what never comes ends the wait. */
export async function realSettle(world: TestWorld, holds: () => unknown): Promise<void> {
  for (let look = 0; look < 400 && holds() !== true; look += 1) {
    await world.settle()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await world.settle()
}
