import { describe, expect, it } from 'vitest'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import { scene } from './a-world.ts'

/** A disk that is dead for the second tab alone, from the moment it is told so. */
function mortal(): Fatalism & { isDead: boolean } {
  const fatalism: Fatalism & { isDead: boolean } = {
    isDead: false,
    network: () => null,
    store: ({ number }, method) =>
      fatalism.isDead && number === 2 && method !== 'keys' ? { kind: 'fails', failure: { kind: 'closed' } } : null,
  }
  return fatalism
}

describe('a sign-out in a tab whose store is dead', () => {
  it('SO-09 means who stands in that store: nobody is opened, and the session is closed as soon as that works', async () => {
    const disk = mortal()
    await scene(
      'grace 10 s',
      async ({ world, book, tab, pass }) => {
        const { account } = tab.auth.actor.getSnapshot().context
        disk.isDead = true
        const next = world.open()
        await pass(3_000)
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'storage_timeout' })
        world.checks.signedOut()
        const leaving = next.auth.signOut()
        await pass(1_000)
        expect(await leaving).toMatchObject({ status: 'signed_out', report: { device: 'failed' } })
        disk.isDead = false
        const shown = new Set<string>()
        next.auth.subscribe(() => shown.add(next.auth.state.status))
        await pass(300_000)
        expect([...shown].filter((status) => status !== 'SIGNED_OUT')).toEqual([])
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'user' })
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(false)
        expect(tab.auth.state.status).toBe('SIGNED_OUT')
        expect(book.found).toEqual([])
      },
      disk,
      ['storeFails'],
    )
  })
})
