import { expect, it } from 'vitest'
import { scene } from './a-world.ts'

const proper = { answer: null, there: 30, back: 30, acts: true, retryAfter: null } as const

it('RC-07 goes on asking while the grace is open, though the clock was set forward in the middle of a round', async () => {
  const answers = [
    { ...proper, answer: '503', acts: false },
    { ...proper, answer: '500' },
  ] as const
  let refreshes = 0
  await scene(
    'grace 10 s',
    async ({ world: { server }, book, tab, pass }) => {
      while (refreshes === 0) await pass(10)
      tab.clock.jump(125_000)
      await pass(120_000)
      expect(refreshes).toBeGreaterThan(2)
      expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
      expect(tab.auth.state).toMatchObject({ status: 'ACTIVE' })
      expect(book.found).toEqual([])
    },
    { network: (_, method) => (method === 'refresh' ? (answers[refreshes++] ?? proper) : null), store: () => null },
  )
})
