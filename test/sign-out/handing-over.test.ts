import { expect, it } from 'vitest'
import { aWorkingWorld, note, queueOf } from '../accounts/work.ts'

it(
  'QU-17 a sign-out deletes no work that was accepted while the rest was handed over',
  { timeout: 60_000 },
  async () => {
    const kept: number[] = []
    for (let step = 0; step < 400; step += 8) {
      const { world } = aWorkingWorld()
      const [auth, other] = [await world.start(), await world.start()]
      await world.signIn(auth)
      world.switchNetwork('offline')
      await world.advance('5s')
      for (const text of ['one', 'two']) await queueOf(auth).enqueue(note, { text })
      const leaving = auth.signOut({ pending: 'export' })
      for (let turn = 0; turn < step; turn += 1) await Promise.resolve()
      const accepted = queueOf(other)
        .enqueue(note, { text: 'late' })
        .then(({ id }) => id)
        .catch(() => null)
      await world.settle()
      const [left, id] = [await leaving, await accepted]
      const isHandedOver = 'exported' in left && left.exported?.some((item) => item.id === id) === true
      const isStored = [...world.disk.rows.values()].some(({ key }) => key.kind === 'queue' && key.id === id)
      expect([step, id === null || isHandedOver || isStored]).toEqual([step, true])
      if (isStored) kept.push(step)
      world.dispose()
    }
    // Some came in between.
    expect(kept.length).toBeGreaterThan(0)
  },
)
