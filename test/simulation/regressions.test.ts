import { describe, expect, it } from 'vitest'
import { scene } from './a-world.ts'

/** What the simulation found, each brought down to the fewest steps that show it. */
describe('what the simulation found', () => {
  it('RC-04 puts a renewed set on top of one whose commit was reported as failed and had landed', async () => {
    let isDead = false
    let isLost = false
    // The journal is the first commit of a renewal, the renewed set the second.
    let commits = 0
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        isLost = true
        await pass(60_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        await pass(50_000)
        expect(tab.auth.actor.getSnapshot().context.generation).toBe(3)
        isDead = false
        await pass(100_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        world.crash(tab)
        const next = world.open()
        await pass(60_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) => {
          if (isDead && method !== 'keys') return { kind: 'fails', failure: { kind: 'closed' } }
          const isRenewal = isLost && method === 'commit' && commits++ === 1
          if (!isRenewal) return null
          isDead = true
          return { kind: 'unheard', failure: { kind: 'closed' } }
        },
      },
    )
  })
})
